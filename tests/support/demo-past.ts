import { vi } from 'vitest';
import { parseRawHeader, RAW_HEADER } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import { type DemoRow, readDemoRow } from '@/server/demo/demo-row';
import type { World } from '@/server/demo/devices/device';
import { DEMO_DEVICES } from '@/server/demo/devices/devices';
import { createHouse } from '@/server/demo/house/house';
import { dueBetween } from '@/server/demo/schedule';
import { withDatabase } from './stored-ids';
import { wholeLog } from './whole-log';

/** The demo as the database of a running Hearth keeps it. */
export async function demoRow(databaseUrl: string): Promise<DemoRow> {
  const row = await withDatabase(databaseUrl, (client) => readDemoRow(client));
  if (row === undefined) throw new Error('there is no demo');
  return row;
}

/** Returns once so much of the demo's past, 0 to 1, is in the raw log. */
export async function pastWritten(databaseUrl: string, share: number, timeout: number): Promise<DemoRow> {
  return vi.waitFor(
    async () => {
      const row = await demoRow(databaseUrl);
      const written = (row.pastUntil - row.pastFrom) / (row.began - row.pastFrom);
      if (written < share) throw new Error(`of the demo's past ${written} is written`);
      return row;
    },
    { timeout, interval: 100 },
  );
}

/** Topic and moment of every record that the demo's past has to hold. */
export function wholePast(row: DemoRow, timeZone: string): readonly string[] {
  const house = createHouse({ seed: row.seed, since: row.pastFrom, offsetMs: row.clockAheadMs });
  const world: World = { house, timeZone, began: row.began };
  const due = dueBetween(DEMO_DEVICES, world, { from: row.pastFrom, to: row.began, pace: 'pastMs' });
  const greetings = DEMO_DEVICES.flatMap((device) => device.greetings?.(world) ?? []);
  return [
    ...greetings.map(({ topic }) => `${topic} ${row.pastFrom}`),
    ...due.map(({ at, message }) => `${message.topic} ${at}`),
  ].sort();
}

export interface PastRecord {
  readonly uid: string;
  readonly what: string;
}

/** The records of the raw log that say they are the demo's past. */
export async function writtenPast(kafkaBrokers: string): Promise<readonly PastRecord[]> {
  const kafka = { brokers: kafkaBrokers.split(','), clientId: 'hearth-test' };
  const records = await wholeLog(kafka, RAW);
  return records.flatMap(({ headers, timestampMs }) => {
    const header = parseRawHeader(headers[RAW_HEADER] ?? Buffer.from('{}'));
    return header.source === 'demo' ? [{ uid: header.uid, what: `${header.topic} ${timestampMs}` }] : [];
  });
}
