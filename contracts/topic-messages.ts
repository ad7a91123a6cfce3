import type { RawHeader } from './raw-message';

/** Messages of a topic as people look at them. */

/** The next offset to read of each partition, or the one before which the last look began. */
export type MessageCursor = Readonly<Record<string, number>>;

/** A message as a line of a list. */
export interface MessageLine {
  readonly partition: number;
  readonly offset: number;
  /** ms since 1970. */
  readonly at: number;
  /** The MQTT topic, where the message came by MQTT. */
  readonly mqttTopic: string | null;
  /** As text, cut; null where there is none. */
  readonly key: string | null;
  /** The beginning of the value as text; null for a value that is none. */
  readonly sample: string | null;
  /** The value is no text: `sample` is hex. */
  readonly isBinary: boolean;
  readonly bytes: number;
}

/** Messages that stand there and can't be unpacked. */
export interface UnreadableRange {
  readonly partition: number;
  readonly from: number;
  readonly count: number;
  readonly reason: string;
}

export interface MessagePage {
  /** In the order that was asked for. */
  readonly messages: readonly MessageLine[];
  readonly unreadable: readonly UnreadableRange[];
  /** Where to go on in the same direction; null when nothing is left there. */
  readonly more: MessageCursor | null;
  /** Where what comes from now on begins. */
  readonly tail: MessageCursor;
  /** How many messages were looked at, and how far in time. */
  readonly searched: number;
  readonly reached: number | null;
  readonly partitions: readonly PartitionHeld[];
  /** Partitions that nobody answers for now. */
  readonly leaderless: readonly number[];
}

export interface PartitionHeld {
  readonly partition: number;
  readonly start: number;
  readonly end: number;
}

/** A whole message. Bytes are base64. */
export interface WholeMessage {
  readonly partition: number;
  readonly offset: number;
  readonly at: number;
  readonly key: string | null;
  /** Null for a deletion mark. */
  readonly value: string | null;
  /** Of the value; more than is sent for one that is cut. */
  readonly bytes: number;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** The `hearth` header read out; null where there is none. */
  readonly hearth: RawHeader | null;
  /** Where programs reach Kafka. */
  readonly brokers: string;
}

/** Why there is no message at an offset, and where the nearest are. */
export interface MissingMessage {
  readonly missing: 'before_start' | 'after_end' | 'hole' | 'unreadable';
  readonly start: number;
  readonly end: number;
  /** The next message there is; null where none follows. */
  readonly next: number | null;
  readonly reason?: string;
}

/** Where looking begins. */
export type MessageFrom =
  | { readonly mode: 'newest' }
  | { readonly mode: 'oldest' }
  | { readonly mode: 'moment'; readonly moment: number }
  | { readonly mode: 'offset'; readonly offset: number }
  /** Goes on where a look before ended. */
  | { readonly mode: 'older' | 'newer'; readonly cursor: MessageCursor };

/** What is looked for; all of it must hold. */
export interface MessageFilter {
  /** In key, MQTT topic or value, upper and lower case alike. */
  readonly text?: string;
  readonly key?: string;
  /** A header's name, or name=value. */
  readonly header?: string;
  /** A JSON Pointer, or pointer=value. */
  readonly pointer?: string;
}
