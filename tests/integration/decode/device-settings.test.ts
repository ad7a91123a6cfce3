import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { bindDevice, setDeviceSettings } from '@/server/decode/commands';
import { deviceSettings } from '@/server/decode/queries';
import { aRoad, type Road } from '@/tests/support/a-road';
import { teach } from '@/tests/support/teach';

const CLOCK = { family: 'tasmota', key: 'clock' };
const sensor = (at: string) => JSON.stringify({ Time: at, ENERGY: { Power: 40 } });

let road: Road;
beforeEach(async () => {
  road = await aRoad(['decode', 'ingest']);
  await teach(road.context.database.url, { sensors: [{ id: 'plug', name: 'Plug' }], mappings: [] });
});
afterEach(() => road.stop());

async function holds(from: string | undefined): Promise<void> {
  await vi.waitUntil(
    async () =>
      (await road.query<{ holds: boolean }>('SELECT clock_timestamp() >= $1 AS holds', [from]))[0]?.holds,
    { timeout: 5_000 },
  );
}

async function send(payload: string): Promise<void> {
  const client = await road.client();
  await client.publishAsync('tele/clock/SENSOR', payload, { qos: 1 });
  await road.settled('decode');
  await client.endAsync();
}

it('what is said of a device holds from a second on, for a decoder that starts anew too, and not before', async () => {
  await holds((await bindDevice(road.context.database, 'plug', CLOCK))?.validFrom);
  const wallClock = (zone: string) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
      .format(Date.now())
      .replace(' ', 'T');
  await send(sensor(wallClock('Asia/Tokyo')));
  const set = await setDeviceSettings(road.context.database, CLOCK, { timezone: 'Asia/Tokyo' }, 'Ada');
  await holds(set?.validFrom);
  await send(sensor(wallClock('Asia/Tokyo')));
  await road.stopRole('decode');
  await road.query("DELETE FROM consumer_offset WHERE consumer = 'decode'");
  await road.start('decode');
  await road.settled('decode');

  const clocks = (await road.readings()).map(({ clock }) => clock);
  expect(clocks).toEqual(['suspect', 'corrected', 'suspect', 'corrected']);
  expect(await deviceSettings(road.context.database, CLOCK)).toEqual({ timezone: 'Asia/Tokyo' });
  const written = await road.query('SELECT who FROM device_setting');
  expect(written).toEqual([{ who: 'Ada' }]);
});

it('nothing can be said of a device that nobody knows', async () => {
  const unknown = { family: 'tasmota', key: 'nobody' };

  expect(await setDeviceSettings(road.context.database, unknown, { timezone: 'UTC' }, 'Ada')).toBeUndefined();
  expect(await deviceSettings(road.context.database, unknown)).toEqual({});
});
