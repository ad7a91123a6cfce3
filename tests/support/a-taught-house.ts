import { expect } from 'vitest';
import type { Outcome } from '@/contracts/registry';
import { replayJobs } from '@/server/decode/queries';
import { replayed } from './a-replay';
import { aRoad, type Road } from './a-road';

/** What rooms send that nobody knows, as it is taught. */
export const CLIMATE = {
  format: 'json',
  topic: 'home/{source}/climate',
  readings: [{ path: '/t', quantity: 'temperature', unit: '°C' }],
} as const;

/** A room as one of several that are taught. */
export const named = (room: string) => ({
  topic: `home/${room}/climate`,
  value: room,
  sensor: { name: room, room: null },
});

/** One room by itself. */
export const alone = (room: string) => ({
  definition: { ...CLIMATE, topic: `home/${room}/climate` },
  sources: [{ ...named(room), value: null }],
});

/** A road on which rooms and plugs send, and what became of it is looked at. */
export interface TaughtHouse {
  readonly road: Road;
  readonly climate: (room: string, ...values: readonly number[]) => Promise<void>;
  readonly power: (plug: string, ...values: readonly number[]) => Promise<void>;
  /** Its answer, once everything that was asked for is decoded anew; throws where it was refused. */
  readonly done: <Done>(outcome: Promise<Outcome<Done>>) => Promise<Done>;
  /** What was asked for is decoded anew, and what was bound or written holds. */
  readonly allReplayed: () => Promise<void>;
  /** Sensor and value of each reading, by its time. */
  readonly stored: () => Promise<readonly string[]>;
  readonly sensors: () => Promise<readonly string[]>;
  /** Whom each version feeds, where a level of its topic says. */
  readonly mappings: () => Promise<readonly (object | null)[]>;
}

export async function aTaughtHouse(): Promise<TaughtHouse> {
  const road = await aRoad(['history', 'decode', 'ingest']);
  const allReplayed = async () => {
    for (const { id } of await replayJobs(road.context.database)) await replayed(road, id);
    await expect
      .poll(() =>
        road.query(`SELECT FROM binding WHERE greatest(valid_from, coalesce(valid_to, valid_from)) > clock_timestamp()
                    UNION ALL SELECT FROM mapping_version WHERE valid_from > clock_timestamp()`),
      )
      .toEqual([]);
  };
  const column = async (sql: string) =>
    (await road.query<{ it: string }>(`SELECT ${sql}`)).map((row) => row.it);
  return {
    road,
    climate: (room, ...values) => send(road, `home/${room}/climate`, ...values.map((t) => ({ t }))),
    power: (plug, ...values) =>
      send(road, `tele/${plug}/SENSOR`, ...values.map((Power) => ({ ENERGY: { Power } }))),
    done: async (outcome) => {
      const answer = await outcome;
      if ('refused' in answer) throw new Error(answer.refused.problem);
      await allReplayed();
      return answer.done;
    },
    allReplayed,
    stored: () =>
      column(`concat_ws(' ', sensor_id, value) AS it FROM telemetry.reading JOIN series ON series.id = series_id
               WHERE quantity IN ('temperature', 'power') ORDER BY time, raw_offset`),
    sensors: () => column('id AS it FROM sensor ORDER BY id'),
    mappings: async () =>
      (
        await road.query<{ sensors: object | null }>(
          "SELECT definition -> 'sensors' AS sensors FROM mapping_version ORDER BY mapping_id, version",
        )
      ).map((row) => row.sensors),
  };
}

async function send(road: Road, topic: string, ...messages: readonly object[]): Promise<void> {
  const client = await road.client();
  for (const message of messages) await client.publishAsync(topic, JSON.stringify(message), { qos: 1 });
  await road.settled('decode', 'history');
  await client.endAsync();
}
