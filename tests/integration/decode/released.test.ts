import { afterEach, beforeEach, expect, it } from 'vitest';
import { setBelievableRange } from '@/server/decode/commands';
import { replayed } from '@/tests/support/a-replay';
import { aRoad, type Road } from '@/tests/support/a-road';
import { teach } from '@/tests/support/teach';

let road: Road;
beforeEach(async () => {
  road = await aRoad(['history', 'decode', 'ingest']);
  await teach(road.context.database.url, {
    sensors: [{ id: 'flue', name: 'Flue' }],
    mappings: [
      {
        sensor: 'flue',
        topic: 'home/flue',
        format: 'number',
        readings: [{ quantity: 'temperature', unit: '°C' }],
      },
    ],
  });
});
afterEach(() => road.stop());

async function send(...payloads: readonly string[]): Promise<void> {
  const client = await road.client();
  for (const payload of payloads) await client.publishAsync('home/flue', payload, { qos: 1 });
  await road.settled('decode', 'history');
  await client.endAsync();
}

const stored = async () =>
  (
    await road.query<{ row: string }>(
      `SELECT concat_ws(' ', value, quality) AS row FROM telemetry.reading ORDER BY raw_offset`,
    )
  ).map(({ row }) => row);

const newest = async () =>
  (await road.query<{ value: number }>('SELECT value FROM telemetry.latest')).map(({ value }) => value);

async function setRange(limits: readonly [number, number] | null): Promise<void> {
  const since = Date.now() - 60_000;
  const wish = { quantity: 'temperature', channel: null, limits, since };
  const outcome = await setBelievableRange(road.context.database, 'flue', wish, 'ada');
  if (!('done' in outcome)) throw new Error(outcome.refused.problem);
  await replayed(road, outcome.done.replay ?? 0);
}

it('released values become readings of the past, and what is outside is none any more; taken back, all is as it was', async () => {
  await send('310', '850', '-20');
  expect(await stored()).toEqual(['310 0', '850 1', '-20 0']);
  expect(await newest()).toEqual([-20]);

  await setRange([0, 900]);

  expect(await stored()).toEqual(['310 0', '850 0', '-20 1']);
  expect(await newest()).toEqual([850]);

  await send('860', '-21');
  expect((await stored()).slice(3)).toEqual(['860 0', '-21 1']);

  await setRange(null);

  expect(await stored()).toEqual(['310 0', '850 1', '-20 0', '860 1', '-21 0']);
  expect(await newest()).toEqual([-21]);
});
