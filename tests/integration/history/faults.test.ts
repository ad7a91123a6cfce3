import { afterEach, describe, expect, it, vi } from 'vitest';
import { READINGS } from '@/contracts/topics';
import { openDatabase } from '@/server/database';
import { migrate } from '@/server/migrate';
import { type AHistory, aHistory, recordsOf } from '@/tests/support/a-history';
import { aMeasure, aReading, nowMicros } from '@/tests/support/builders';
import { anOwnPostgres } from '@/tests/support/own-servers';
import { withDatabase } from '@/tests/support/stored-ids';

const SENSORS = Array.from({ length: 16 }, (_, index) => `sensor-${index}`);

let history: AHistory | undefined;
let cleanUp: (() => Promise<void>) | undefined;
afterEach(async () => {
  await history?.stop();
  await cleanUp?.();
  history = cleanUp = undefined;
});

/** `count` readings over all sensors, whose values are the numbers from `first` on. */
function numbered(first: number, count: number) {
  return Array.from({ length: count }, (_, index) =>
    aReading({
      sensorId: SENSORS[index % SENSORS.length] ?? '',
      receivedAt: nowMicros() + index,
      measures: [aMeasure({ value: first + index })],
    }),
  );
}

async function storedValues({ query }: AHistory): Promise<number[]> {
  const rows = await query<{ value: number }>('SELECT value FROM telemetry.reading ORDER BY value');
  return rows.map(({ value }) => value);
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('exactly once', () => {
  it('holds when connections are killed in the middle of a transaction', async () => {
    history = await aHistory({ sensors: SENSORS });
    const { url } = history.context.database;
    await history.append(recordsOf(numbered(0, 200)));
    await history.settled();

    await withDatabase(url, async (blocker) => {
      await blocker.query('BEGIN');
      // Rows are written, the newest values can't be: every transaction stands in its middle.
      await blocker.query('LOCK TABLE telemetry.latest IN EXCLUSIVE MODE');
      await history?.append(recordsOf(numbered(200, 800)));
      await vi.waitFor(async () => expect(await waitingFor(url)).toBeGreaterThan(0), { timeout: 10_000 });
      await withDatabase(url, (killer) =>
        killer.query(
          `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()`,
        ),
      );
      await blocker.query('ROLLBACK');
    });
    await history.settled();

    expect(await storedValues(history)).toEqual(upTo(1_000));
  });

  it('holds when a commit succeeds and its answer is lost', async () => {
    history = await aHistory({ sensors: SENSORS });
    const { pool } = history.context.database;
    let toLose = 5;
    pool.on('acquire', (client) => {
      const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
      client.query = (async (...args: unknown[]) => {
        const answer = await query(...args);
        if (args[0] !== 'COMMIT' || toLose === 0) return answer;
        toLose -= 1;
        throw new Error('the answer was lost');
      }) as typeof client.query;
    });

    await history.append(recordsOf(numbered(0, 400)));
    await history.append(recordsOf(numbered(400, 600)));
    await history.settled();

    expect(await storedValues(history)).toEqual(upTo(1_000));
    expect(toLose).toBeLessThan(5);
  });

  it('holds while PostgreSQL is away, and history says that it is not ready', async () => {
    const postgres = await anOwnPostgres();
    cleanUp = () => postgres.remove();
    await migrate(postgres.address, { info: () => undefined, warn: () => undefined });
    const database = openDatabase(postgres.address);
    history = await aHistory({ sensors: SENSORS, context: { database } });
    const { health } = history.context;
    await history.append(recordsOf(numbered(0, 300)));
    await history.settled();

    await postgres.stop();
    await history.append(recordsOf(numbered(300, 700)));
    await vi.waitFor(() => expect(health.report().roles.history?.ready).toBe(false), { timeout: 10_000 });
    await postgres.start();
    await history.settled();

    expect(await storedValues(history)).toEqual(upTo(1_000));
    await vi.waitFor(() => expect(health.report().roles.history).toEqual({ ready: true }), {
      timeout: 10_000,
    });
    await history.stop();
    history = undefined;
    await database.close();
  });

  it('holds when instances share the partitions and one leaves in between', async () => {
    history = await aHistory({ sensors: SENSORS, instances: 2 });

    await history.append(recordsOf(numbered(0, 1_000)));
    const leaving = history.stopOne();
    await history.append(recordsOf(numbered(1_000, 1_000)));
    await leaving;
    await history.append(recordsOf(numbered(2_000, 1_000)));
    await history.settled();

    expect(await storedValues(history)).toEqual(upTo(3_000));
  });

  it('begins at the start of the log with what was there before history ever ran', async () => {
    history = await aHistory({ sensors: SENSORS, instances: 0 });
    await history.append(recordsOf(numbered(0, 500)));

    await history.startOne();
    await history.settled();

    expect(await storedValues(history)).toEqual(upTo(500));
    const positions = await history.query(
      "SELECT FROM consumer_offset WHERE consumer = 'history' AND topic = $1",
      [READINGS],
    );
    expect(positions).toHaveLength(4);
  });
});

function waitingFor(url: string): Promise<number> {
  return withDatabase(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      "SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND locktype = 'relation'",
    );
    return rows[0]?.n ?? 0;
  });
}
