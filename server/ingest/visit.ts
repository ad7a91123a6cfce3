import type { Client, PublishPacket } from 'aedes';
import { encodeRawHeader, RAW_HEADER, rawKey } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import type { OutgoingRecord } from '@/server/stream/types';
import type { GuardedConnection } from './guarded-connection';
import type { Sent } from './repeats';
import type { Sender } from './sender';
import type { Qos } from './tally';

const NOWHERE = '$hearth/refused';
const EMPTY = Buffer.alloc(0);

/** aedes goes on: acknowledges and routes, or ends the connection over the error. */
export type Done = (error?: Error | null) => void;

/** One message at the door, from receipt to decision. */
export interface Visit {
  readonly client: Client;
  readonly connection: GuardedConnection;
  readonly sender: Sender;
  readonly packet: PublishPacket;
  readonly payload: Buffer;
  readonly qos: Qos;
  readonly isWill: boolean;
  readonly uid: string;
  /** µs since 1970. */
  readonly received: number;
  /** What it takes of its client's and of everyone's room while it is held, in bytes. */
  readonly weight: number;
  readonly done: Done;
}

export function newlySent({ uid, packet, payload, qos, connection }: Visit, packetId: number): Sent {
  const { topic } = packet;
  return {
    uid,
    packet: packetId,
    qos,
    topic,
    content: payload,
    state: 'held',
    link: connection,
    answeredAt: 0,
  };
}

export function rawRecord({ packet, payload, qos, uid, received, sender }: Visit): OutgoingRecord {
  const header = encodeRawHeader({
    uid,
    topic: packet.topic,
    qos,
    retain: packet.retain,
    dup: packet.dup,
    packet: qos > 0 ? packet.messageId || undefined : undefined,
    device: sender.id,
    session: sender.persistent,
    received,
  });
  return {
    topic: RAW,
    key: rawKey(packet.topic),
    value: payload,
    headers: { [RAW_HEADER]: header },
    timestampMs: Math.floor(received / 1000),
  };
}

/** Refused messages are acknowledged, and go where nobody subscribes. */
export function routedNowhere(packet: PublishPacket): void {
  Object.assign(packet, { topic: NOWHERE, payload: EMPTY, retain: false });
}
