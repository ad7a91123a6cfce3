import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEAD_LETTERS, READINGS } from '@/contracts/topics';
import { startLogReader } from '@/server/stream/log-reader';
import { type AHistory, aHistory, recordsOf } from '@/tests/support/a-history';
import { aReading, nowMicros } from '@/tests/support/builders';
import { withDatabase } from '@/tests/support/stored-ids';

const SECOND = 1_000_000;

let history: AHistory;
beforeEach(async () => {
  history = await aHistory();
});
afterEach(() => history.stop());

async function lettersIn(): Promise<Record<string, string>[]> {
  const { kafka, log: logger } = history.context;
  const log = await startLogReader({ kafka, log: logger });
  try {
    const { records } = await log.readFrom(DEAD_LETTERS, 0, 0, 100);
    return records.map(({ headers }) =>
      Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    );
  } finally {
    await log.stop();
  }
}

async function rowCount(): Promise<number> {
  const rows = await history.query<{ n: number }>('SELECT count(*)::int AS n FROM telemetry.reading');
  return rows[0]?.n ?? 0;
}

/** Transactions of this database that came to nothing. */
async function rollbacks(): Promise<number> {
  const rows = await history.query<{ n: number }>(
    'SELECT xact_rollback::int AS n FROM pg_stat_database WHERE datname = current_database()',
  );
  return rows[0]?.n ?? 0;
}

describe('what is no reading', () => {
  it('goes to the dead letters, and what follows is stored', async () => {
    const unknownVersion = { ...aReading(), v: 2, raw: { p: 1, o: 77 } };
    const beforeTime = aReading({ receivedAt: nowMicros(), measuredAt: 3 * SECOND });
    const records = [
      ...['{"v":1', JSON.stringify(unknownVersion), JSON.stringify(beforeTime)].map((value) => ({
        topic: READINGS,
        key: 'kitchen',
        value,
      })),
      ...recordsOf([aReading()]),
    ];

    await history.append(records);
    await history.settled();

    const letters = await lettersIn();
    expect(letters.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('not JSON'),
      expect.stringContaining('v: '),
      expect.stringContaining("outside the clock's window"),
    ]);
    expect(letters[1]).toMatchObject({
      code: 'SCHEMA',
      stage: 'history',
      rawPartition: '1',
      rawOffset: '77',
    });
    expect(await rowCount()).toBe(1);
  });

  it('gets one letter, however long PostgreSQL keeps its batch waiting', async () => {
    await history.append(recordsOf([aReading()]));
    await history.settled();

    await withDatabase(history.context.database.url, async (blocker) => {
      await blocker.query('ALTER TABLE telemetry.latest ADD CONSTRAINT blocked CHECK (value < 99) NOT VALID');
      await history.append([
        { topic: READINGS, key: 'kitchen', value: 'rubbish' },
        ...recordsOf([
          aReading({ measures: [{ quantity: 'temperature', channel: null, unit: '°C', value: 99 }] }),
        ]),
      ]);
      await vi.waitFor(async () => expect(await rollbacks()).toBeGreaterThanOrEqual(3), { timeout: 15_000 });
      expect(history.context.health.report().roles.history?.reason).toContain('blocked');
      await blocker.query('ALTER TABLE telemetry.latest DROP CONSTRAINT blocked');
    });
    await history.settled();

    expect(await lettersIn()).toHaveLength(1);
    expect(await rowCount()).toBe(2);
  });
});
