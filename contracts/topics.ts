/** Hearth's own Kafka topics: names, sizes and what each keeps. The one home of these facts. */

export const RAW = 'hearth.mqtt.raw.v1';
export const READINGS = 'hearth.readings.v1';
export const BACKFILL = 'hearth.backfill.v1';
export const DEAD_LETTERS = 'hearth.dead-letters.v1';
export const MQTT_OUT = 'hearth.mqtt.out.v1';

const DAY_MS = 86_400_000;

export interface TopicPlan {
  readonly name: string;
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
    plan(RAW, 4, 48, rawRetentionDays, { maxMessageBytes: 2 * MEGABYTE, flushEachMessage: true }),
    plan(READINGS, 4, 48, 30),
    plan(BACKFILL, 4, 48, 7),
    plan(DEAD_LETTERS, 1, 6, 90),
    plan(MQTT_OUT, 1, 6, 1),
  ];
}

function plan(
  name: string,
  home: number,
  scale: number,
  retentionDays: number,
  own: Partial<Pick<TopicPlan, 'maxMessageBytes' | 'flushEachMessage'>> = {},
): TopicPlan {
  return {
    name,
    partitions: { home, scale },
    retentionMs: retentionDays * DAY_MS,
    maxMessageBytes: own.maxMessageBytes ?? 2 * MEGABYTE,
    flushEachMessage: own.flushEachMessage ?? false,
  };
}
