import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READINGS } from '@/contracts/topics';
import { sensorList, sensorSummary } from '@/server/history/queries';
import { type AHistory, aHistory, recordsOf } from '@/tests/support/a-history';
import { aMeasure, aReading, nowMicros } from '@/tests/support/builders';

const SECOND = 1_000_000;
const t = nowMicros() - 100 * SECOND;

let history: AHistory;
beforeAll(async () => {
  history = await aHistory({ sensors: ['kitchen', 'hall', 'attic'] });
  await history.query("INSERT INTO room (id, name, position) VALUES (1, 'Kitchen', 2), (2, 'Hall', 1)");
  await history.query(
    "UPDATE sensor SET room_id = CASE id WHEN 'kitchen' THEN 1 ELSE 2 END, name = initcap(id) WHERE id <> 'attic'",
  );
  await history.append(
    recordsOf([
      ...Array.from({ length: 20 }, (_, index) =>
        aReading({
          receivedAt: t + index * 3 * SECOND,
          measures: [aMeasure({ value: index < 10 ? 20 : 21 })],
        }),
      ),
      aReading({
        receivedAt: t + 7,
        measures: [aMeasure({ quantity: 'power', channel: 'L1', unit: 'W', value: 40 })],
      }),
      aReading({ sensorId: 'hall', receivedAt: t, clock: 'device' }),
      aReading({
        sensorId: 'hall',
        receivedAt: t + 4,
        measures: [aMeasure({ quantity: 'humidity', unit: '%', value: 300, quality: 'implausible' })],
      }),
      aReading({ sensorId: 'hall', receivedAt: t + 5, measures: [], availability: 'offline' }),
    ]),
  );
  await history.settled();
});
afterAll(() => history.stop());

describe('the list of sensors', () => {
  it('goes room by room, those without a room and those never heard too', async () => {
    const { sensors } = await sensorList(history.context.database, 'all');

    expect(sensors.map(({ id, room }) => [id, room?.name])).toEqual([
      ['hall', 'Hall'],
      ['kitchen', 'Kitchen'],
      ['attic', undefined],
    ]);
    expect(sensors.at(-1)).toEqual({
      id: 'attic',
      name: 'attic',
      icon: null,
      profile: null,
      room: null,
      availability: null,
      series: [],
    });
  });

  it('gives each series its newest value, its rhythm and what the sensor said', async () => {
    const { sensors } = await sensorList(history.context.database, 'all');
    const [hall, kitchen] = sensors;

    expect(hall?.availability).toEqual({ state: 'offline', since: (t + 5) / 1_000 });
    expect(kitchen?.series).toEqual([
      expect.objectContaining({ quantity: 'power', channel: 'L1', rhythmMs: null }),
      {
        quantity: 'temperature',
        channel: null,
        unit: '°C',
        latest: {
          measuredAt: (t + 57 * SECOND) / 1_000,
          value: 21,
          seenAt: (t + 57 * SECOND) / 1_000,
          changedAt: (t + 30 * SECOND) / 1_000,
        },
        rhythmMs: 3_000,
      },
    ]);
  });

  it('has a series of which nothing could be believed so far', async () => {
    const summary = await sensorSummary(history.context.database, 'hall', 'all');

    expect(summary?.sensor.series).toContainEqual({
      ...{ quantity: 'humidity', channel: null, unit: '%', latest: null, rhythmMs: null },
    });
  });

  it('names the position that its values belong to', async () => {
    const { cursor, serverTime } = await sensorList(history.context.database, 'all');

    const positions = await history.query<{ topic_id: string; partition: number; next: string }>(
      'SELECT topic_id, partition, next FROM consumer_offset WHERE topic = $1',
      [READINGS],
    );
    expect(cursor).toEqual({
      topicId: positions[0]?.topic_id,
      offsets: Object.fromEntries(positions.map(({ partition, next }) => [partition, Number(next)])),
    });
    expect(Math.abs(serverTime - Date.now())).toBeLessThan(5_000);
  });
});

describe('one sensor', () => {
  it('is as in the list', async () => {
    const { sensors } = await sensorList(history.context.database, 'all');

    const summary = await sensorSummary(history.context.database, 'kitchen', 'all');

    expect(summary?.sensor).toEqual(sensors[1]);
    expect(summary?.cursor).toBeDefined();
  });

  it('is undefined when there is none of that id', async () => {
    expect(await sensorSummary(history.context.database, 'nowhere', 'all')).toBeUndefined();
  });
});
