import { afterEach, describe, expect, it } from 'vitest';
import { type ASearch, aSearch, asBackfill } from '@/tests/support/a-search';
import { aMeasure, aReadingRecord } from '@/tests/support/builders';

const AT = Date.UTC(2026, 10, 29, 12) * 1_000 + 123_456;

describe('readings in the search server', () => {
  let search: ASearch;
  afterEach(() => search.stop());

  it('are one document a measure, with all that is known of it', async () => {
    search = await aSearch();
    const measures = [aMeasure(), aMeasure({ quantity: 'humidity', channel: 'wall', value: 55, unit: '%' })];
    await search.append([
      aReadingRecord({
        uid: 'u1',
        measuredAt: AT,
        receivedAt: AT + 1_000_000,
        measures,
        raw: { p: 2, o: 7 },
      }),
    ]);
    await search.settled();

    const [temperature, humidity] = await search.door.documents();
    expect(temperature).toMatchObject({
      index: 'hearth-readings-2026.11',
      id: `u1:kitchen:temperature::${AT}`,
      version: 0,
      source: {
        '@timestamp': '2026-11-29T12:00:00.123456Z',
        sensor: { id: 'kitchen', name: 'KITCHEN', room: 'Kitchen' },
        quantity: 'temperature',
        value: 21.5,
        unit: '°C',
        quality: 'plausible',
        clock: 'receipt',
        by: { mapping: 1, version: 1 },
        uid: 'u1',
        kafka: { topic: 'hearth.readings.v1' },
        raw: { partition: 2, offset: 7 },
        received_at: '2026-11-29T12:00:01.123456Z',
      },
    });
    expect(humidity).toMatchObject({ id: `u1:kitchen:humidity:wall:${AT}`, source: { channel: 'wall' } });
    expect(await search.counts()).toMatchObject({ stored: 2 });
  });

  it('of one message with several moments and for two sensors are as many as it has measures', async () => {
    search = await aSearch();
    const moments = [0, 1, 2].map((minute) => AT + minute * 60_000_000);
    const records = ['kitchen', 'hall'].flatMap((sensorId) =>
      moments.map((measuredAt) =>
        aReadingRecord({
          uid: 'one-message',
          sensorId,
          measuredAt,
          receivedAt: AT + 600_000_000,
          measures: [aMeasure(), aMeasure({ quantity: 'humidity', value: 50, unit: '%' })],
        }),
      ),
    );

    await search.append(records);
    await search.settled();

    expect(await search.door.count()).toBe(12);
  });

  it('lie in the month of their measurement, and are found by it', async () => {
    search = await aSearch();
    const july = Date.UTC(2026, 6, 31, 23, 59, 59) * 1_000;
    await search.append([
      aReadingRecord({ measuredAt: july, receivedAt: AT }),
      aReadingRecord({ measuredAt: july + 1_000_000, receivedAt: AT }),
    ]);
    await search.settled();

    expect((await search.door.documents()).map(({ index }) => index)).toEqual([
      'hearth-readings-2026.07',
      'hearth-readings-2026.08',
    ]);
  });

  it('are the same documents when they are read again from the start', async () => {
    search = await aSearch();
    await search.append(Array.from({ length: 300 }, () => aReadingRecord()));
    await search.settled();
    await search.stopRole();
    await search.query('UPDATE consumer_offset SET next = 0');
    await search.start();
    await search.settled();

    expect(await search.door.count()).toBe(300);
    expect(await search.counts()).toMatchObject({ stored: 300, repeated: 300 });
  });

  it('are left out where their sensor is no more, or the broker had kept the message', async () => {
    search = await aSearch();
    await search.append([
      aReadingRecord({ sensorId: 'gone' }),
      aReadingRecord({ replayed: true }),
      aReadingRecord(),
    ]);
    await search.settled();

    expect(await search.door.count()).toBe(1);
    expect(await search.counts()).toMatchObject({ stored: 1, skipped: 2 });
  });

  it('that can’t be understood are dead letters, and stop nothing', async () => {
    search = await aSearch();
    await search.append([
      { ...aReadingRecord(), value: '{"v":1' },
      aReadingRecord({ measuredAt: Date.UTC(1999, 0, 1) * 1_000 }),
      aReadingRecord(),
    ]);
    await search.settled();

    expect(await search.door.count()).toBe(1);
    expect(await search.letters()).toMatchObject([
      { code: 'SCHEMA', stage: 'search', detail: expect.stringContaining('not JSON') },
      { code: 'SCHEMA', stage: 'search', detail: expect.stringContaining("outside the clock's window") },
    ]);
  });

  it('of a replay replace what they name, and what comes late of the live road changes nothing', async () => {
    search = await aSearch();
    const live = { uid: 'u1', measuredAt: AT, receivedAt: AT };
    await search.append([aReadingRecord(live), aReadingRecord({ ...live, uid: 'u2' })]);
    await search.settled();
    const moved = AT - 60 * 86_400 * 1_000_000;
    const replaces = [{ sensorId: 'kitchen', quantity: 'temperature', channel: null, measuredAt: AT }];
    await search.append([
      asBackfill(aReadingRecord({ ...live, measuredAt: moved, replay: 3, replaces })),
      asBackfill(
        aReadingRecord({ ...live, uid: 'u2', replay: 3, replaces, measures: [aMeasure({ value: 99 })] }),
      ),
    ]);
    await search.settled();

    const corrected = [
      { index: 'hearth-readings-2026.09', version: 3, source: { value: 21.5, uid: 'u1' } },
      { index: 'hearth-readings-2026.11', version: 3, source: { value: 99, uid: 'u2' } },
    ];
    expect(await search.door.documents()).toMatchObject(corrected);

    await search.append([aReadingRecord(live), aReadingRecord({ ...live, uid: 'u2' })]);
    await search.settled();
    expect(await search.door.documents()).toMatchObject(corrected);
    expect(await search.counts()).toMatchObject({ older: 2 });
  });

  it('of a replay that are met before the readings they replace wait for these', async () => {
    search = await aSearch();
    await search.stopRole();
    const replaces = [{ sensorId: 'kitchen', quantity: 'temperature', channel: null, measuredAt: AT }];
    const live = Array.from({ length: 3_000 }, (_, n) =>
      aReadingRecord({
        uid: `u${n}`,
        measuredAt: AT,
        receivedAt: AT,
        sensorId: n % 2 === 0 ? 'kitchen' : 'hall',
      }),
    );
    await search.append(live);
    await search.append([
      asBackfill(
        aReadingRecord({ uid: 'u0', measuredAt: AT, receivedAt: AT, replay: 1, replaces, measures: [] }),
      ),
    ]);
    await search.start();
    await search.settled();

    expect(await search.door.count()).toBe(2_999);
    expect(await search.counts()).toMatchObject({ stored: 3_000, deleted: 1 });
  });
});
