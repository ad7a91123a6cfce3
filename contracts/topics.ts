/** Hearth's own Kafka topics: names, sizes and what each keeps. The one home of these facts. */

export const RAW = 'hearth.mqtt.raw.v1';
export const READINGS = 'hearth.readings.v1';
export const BACKFILL = 'hearth.backfill.v1';
export const DEAD_LETTERS = 'hearth.dead-letters.v1';
export const MQTT_OUT = 'hearth.mqtt.out.v1';

/** What the demo house publishes is below this, in MQTT. */
export const DEMO_PREFIX = 'demo/';

const DAY_MS = 86_400_000;

export interface TopicPlan {
  readonly name: string;
  /** What it is for, in a few words. */
  readonly purpose: string;
  /** Partitions when one machine runs everything, and when a cluster does. */
  readonly partitions: { readonly home: number; readonly scale: number };
  readonly retentionMs: number;
  /** Largest record batch the topic takes, in bytes. */
  readonly maxMessageBytes: number;
  /** The embedded broker flushes every message to disk before it acknowledges. */
  readonly flushEachMessage: boolean;
}

const MEGABYTE = 1_048_576;

/** Every topic Hearth needs; `rawRetentionDays` seeds the raw log's retention at its creation. */
export function topicPlans(rawRetentionDays: number): readonly TopicPlan[] {
  return [
    plan(RAW, 'Every message exactly as it arrived', 4, 48, rawRetentionDays, {
      maxMessageBytes: 2 * MEGABYTE,
      flushEachMessage: true,
    }),
    plan(READINGS, 'Decoded values with unit and quality', 4, 48, 30),
    plan(BACKFILL, 'Corrections of the past and imports', 4, 48, 7),
    plan(DEAD_LETTERS, 'What could not be read', 1, 6, 90),
    plan(MQTT_OUT, 'What Hearth publishes itself', 1, 6, 1),
  ];
}

function plan(
  name: string,
  purpose: string,
  home: number,
  scale: number,
  retentionDays: number,
  own: Partial<Pick<TopicPlan, 'maxMessageBytes' | 'flushEachMessage'>> = {},
): TopicPlan {
  return {
    name,
    purpose,
    partitions: { home, scale },
    retentionMs: retentionDays * DAY_MS,
    maxMessageBytes: own.maxMessageBytes ?? 2 * MEGABYTE,
    flushEachMessage: own.flushEachMessage ?? false,
  };
}
