import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AHistory, aHistory, recordsOf } from '@/tests/support/a-history';
import { aMeasure, aReading, nowMicros } from '@/tests/support/builders';

const SECOND = 1_000_000;
const HOUR = 3_600 * SECOND;

let history: AHistory;
beforeEach(async () => {
  history = await aHistory();
});
afterEach(() => history.stop());

const rowCount = async () =>
  Number((await history.query<{ n: string }>('SELECT count(*) AS n FROM telemetry.reading'))[0]?.n);

const micros = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::float8`;

async function latestOf(sensorId: string) {
  const [row] = await history.query<{ time: number; value: number; seenAt: number; changedAt: number }>(
    `SELECT ${micros('time')} AS time, value, ${micros('seen_at')} AS "seenAt", ${micros('changed_at')} AS "changedAt"
       FROM telemetry.latest JOIN series ON series.id = series_id WHERE sensor_id = $1`,
    [sensorId],
  );
  return row;
}

async function store(readings: Parameters<typeof recordsOf>[0]): Promise<void> {
  await history.append(recordsOf(readings));
  await history.settled();
}

describe('rows', () => {
  it('keeps 500 clock-less messages of one burst as 500 rows', async () => {
    const received = nowMicros();

    await store(Array.from({ length: 500 }, (_, index) => aReading({ receivedAt: received + index })));

    expect(await rowCount()).toBe(500);
  });

  it('keeps two messages of one instant as two rows, and one message as one row', async () => {
    const receivedAt = nowMicros();
    const twice = aReading({ receivedAt });

    await store([twice, aReading({ receivedAt }), twice]);

    expect(await rowCount()).toBe(2);
  });

  it('changes nothing when the same readings come again', async () => {
    const readings = [1, 2, 3].map((value) =>
      aReading({ measures: [aMeasure({ value }), aMeasure({ quantity: 'humidity', unit: '%', value })] }),
    );
    await store(readings);
    const before = await history.query('SELECT *, xmin::text FROM telemetry.reading ORDER BY 1, 2, 3');

    await store(readings);

    expect(await history.query('SELECT *, xmin::text FROM telemetry.reading ORDER BY 1, 2, 3')).toEqual(
      before,
    );
    expect(before).toHaveLength(6);
  });

  it('keeps everything that explains a value, to the microsecond', async () => {
    const uid = `0193a1c2-7f3e-7abc-8def-0123${'ffffffff'}`;
    const measuredAt = 1_764_000_000_123_457;
    const reading = aReading({
      uid,
      measuredAt,
      clock: 'suspect',
      raw: { p: 3, o: 4_711 },
      by: { mapping: 7, version: 5 },
    });

    await store([{ ...reading, measures: [aMeasure({ value: -12.345, quality: 'implausible' })] }]);

    expect(
      await history.query(
        `SELECT ${micros('time')} AS time, tie, value, quality, clock, raw_partition, raw_offset, version, generation
           FROM telemetry.reading`,
      ),
    ).toEqual([
      {
        time: measuredAt,
        tie: -1,
        value: -12.345,
        quality: 1,
        clock: 3,
        raw_partition: 3,
        raw_offset: '4711',
        version: 5,
        generation: 0,
      },
    ]);
  });

  it('makes the months it needs', async () => {
    const newYear = Date.UTC(2026, 0, 1) * 1_000;

    await store(
      [newYear - 1, newYear, newYear + 40 * 24 * HOUR].map((receivedAt) => aReading({ receivedAt })),
    );

    const tables = await history.query<{ name: string; n: string }>(
      'SELECT tableoid::regclass::text AS name, count(*) AS n FROM telemetry.reading GROUP BY 1 ORDER BY 1',
    );
    expect(tables).toEqual([
      { name: 'telemetry.reading_2025_12', n: '1' },
      { name: 'telemetry.reading_2026_01', n: '1' },
      { name: 'telemetry.reading_2026_02', n: '1' },
    ]);
  });

  it('makes a month again that someone removed', async () => {
    const receivedAt = Date.UTC(2026, 4, 5) * 1_000;
    await store([aReading({ receivedAt })]);
    await history.query('DROP TABLE telemetry.reading_2026_05');

    await store([aReading({ receivedAt })]);

    expect(await rowCount()).toBe(1);
  });

  it('lets a replay overrule, and never the other way round', async () => {
    const reading = aReading();
    const replayed = { ...reading, replay: 2, measures: [aMeasure({ value: 99 })] };

    await store([reading, replayed]);
    await store([reading]);

    expect(await history.query('SELECT value, generation FROM telemetry.reading')).toEqual([
      { value: 99, generation: 2 },
    ]);
  });

  it('skips readings of a sensor that is no more, and of messages the broker had kept', async () => {
    await store([aReading({ sensorId: 'gone' }), aReading({ replayed: true }), aReading()]);

    expect(await rowCount()).toBe(1);
    const skipped = (await history.context.metrics.historyRows.get()).values;
    expect(skipped.find(({ labels }) => labels.result === 'skipped')?.value).toBe(2);
  });

  it('makes a series again that someone removed', async () => {
    await store([aReading()]);
    for (const table of ['telemetry.reading', 'telemetry.latest', 'series'])
      await history.query(`DELETE FROM ${table}`);

    await store([aReading()]);

    expect(
      await history.query('SELECT 1 FROM telemetry.reading JOIN series ON series.id = series_id'),
    ).toHaveLength(1);
  });
});

describe('latest', () => {
  it('is the newest measured value, whenever it comes', async () => {
    const now = nowMicros();

    await store([
      aReading({ measuredAt: now - HOUR, receivedAt: now, measures: [aMeasure({ value: 20 })] }),
      aReading({ measuredAt: now, receivedAt: now, measures: [aMeasure({ value: 21 })] }),
    ]);
    await store([
      aReading({ measuredAt: now - HOUR, receivedAt: now + SECOND, measures: [aMeasure({ value: 7 })] }),
    ]);

    expect(await latestOf('kitchen')).toEqual({ time: now, value: 21, seenAt: now + SECOND, changedAt: now });
  });

  it('has changed when the value became another one, across batches', async () => {
    const t = nowMicros();
    const at = (seconds: number, value: number) =>
      aReading({ receivedAt: t + seconds * SECOND, measures: [aMeasure({ value })] });

    await store([at(0, 20), at(1, 21), at(2, 21)]);
    await store([at(3, 21), at(4, 21)]);

    expect(await latestOf('kitchen')).toMatchObject({
      value: 21,
      changedAt: t + SECOND,
      time: t + 4 * SECOND,
    });
  });

  it('is never an implausible value, which is a sign of life all the same', async () => {
    const t = nowMicros();
    await store([aReading({ receivedAt: t })]);

    await store([
      aReading({ receivedAt: t + SECOND, measures: [aMeasure({ value: 1e6, quality: 'implausible' })] }),
    ]);

    expect(await latestOf('kitchen')).toEqual({ time: t, value: 21.5, seenAt: t + SECOND, changedAt: t });
  });

  it('is of two readings of one moment the one that came later', async () => {
    const receivedAt = nowMicros();

    await store([1, 2].map((value) => aReading({ receivedAt, measures: [aMeasure({ value })] })));

    expect(await latestOf('kitchen')).toMatchObject({ value: 2 });
  });
});

describe('availability', () => {
  it('is what the sensor said last, since when, and moves nothing else', async () => {
    const t = nowMicros();
    const says = (seconds: number, availability: 'online' | 'offline') =>
      aReading({ receivedAt: t + seconds * SECOND, measures: [], availability });
    await store([aReading({ receivedAt: t })]);
    const before = await latestOf('kitchen');

    await store([says(1, 'online'), says(2, 'offline')]);
    await store([says(3, 'offline'), says(0, 'online')]);

    expect(
      await history.query(`SELECT sensor_id, state, ${micros('since')} AS since FROM telemetry.availability`),
    ).toEqual([{ sensor_id: 'kitchen', state: 'offline', since: t + 2 * SECOND }]);
    expect(await latestOf('kitchen')).toEqual(before);
  });
});

describe('changes of the past', () => {
  it('tells listeners of late readings once they are stored, one span a series', async () => {
    const now = nowMicros();
    const told = await listening();
    await store([aReading({ receivedAt: now })]);

    const late = [3, 1, 2].map((hours) =>
      aReading({ measuredAt: now - hours * HOUR, receivedAt: now + hours }),
    );
    await store([...late, aReading({ receivedAt: now + SECOND })]);

    await vi.waitFor(() => expect(told.payloads.length).toBeGreaterThan(0), { timeout: 20_000 });
    const spans = told.payloads.map((payload) => JSON.parse(payload));
    expect(spans.every((span) => span.sensorId === 'kitchen' && span.quantity === 'temperature')).toBe(true);
    expect(Math.min(...spans.map(({ from }) => from))).toBe(now - 3 * HOUR);
    expect(Math.max(...spans.map(({ to }) => to))).toBe(now - HOUR);
    await told.end();
  });

  async function listening() {
    const client = new pg.Client({ connectionString: history.context.database.url });
    const payloads: string[] = [];
    client.on('notification', ({ payload }) => payloads.push(payload ?? ''));
    await client.connect();
    await client.query('LISTEN hearth_changed');
    return { payloads, end: () => client.end() };
  }
});

describe('metrics', () => {
  it('count what was stored and what came again', async () => {
    const reading = aReading({ uid: randomUUID() });

    await store([reading]);
    await store([reading]);

    const { values } = await history.context.metrics.historyRows.get();
    const counted = Object.fromEntries(values.map(({ labels, value }) => [labels.result, value]));
    expect(counted).toEqual({ stored: 1, repeated: 1 });
  });
});
