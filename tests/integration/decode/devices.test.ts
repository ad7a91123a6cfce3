import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { bindDevice, unbindDevices } from '@/server/decode/commands';
import { heardDevices } from '@/server/decode/queries';
import { aRoad, type Road } from '@/tests/support/a-road';
import { teach } from '@/tests/support/teach';

let road: Road;
beforeEach(async () => {
  road = await aRoad(['history', 'decode', 'ingest']);
  const sensors = ['plug', 'climate', 'spare'].map((id) => ({ id, name: id }));
  await teach(road.context.database.url, { sensors, mappings: [] });
});
afterEach(() => road.stop());

const PLUG = { family: 'tasmota', key: 'plug_1' };
const energy = (watts: number) =>
  JSON.stringify({
    Time: new Date().toISOString().slice(0, 19),
    ENERGY: { Total: 12.345, Power: watts, Voltage: 231 },
  });

async function send(topic: string, payload: string, retain = false): Promise<void> {
  const client = await road.client();
  await client.publishAsync(topic, payload, { qos: 1, retain });
  await road.settled('decode', 'history');
  await client.endAsync();
}

const heard = async () => (await heardDevices(road.context.database)).devices;

/** Binds, and waits until the binding holds. */
async function bindNow(sensorId: string, device: typeof PLUG): Promise<void> {
  const bound = await bindDevice(road.context.database, sensorId, device);
  await holds(bound?.validFrom);
}

async function holds(from: string | undefined): Promise<void> {
  await vi.waitUntil(
    async () => {
      const [row] = await road.query<{ holds: boolean }>('SELECT clock_timestamp() >= $1 AS holds', [from]);
      return row?.holds;
    },
    { timeout: 5_000 },
  );
}

const watts = async () =>
  (await road.readings()).flatMap(({ sensorId, measures }) =>
    measures.filter(({ quantity }) => quantity === 'power').map(({ value }) => `${sensorId} ${value}`),
  );

describe('a device that nobody configured', () => {
  it('is heard with its newest values and the topic, and is no reading, no dead letter and no unknown topic', async () => {
    await send('tele/plug_1/SENSOR', energy(40));
    await send('tele/plug_1/STATE', '{"Wifi":{"RSSI":80,"Signal":-60}}');
    await send('tele/plug_1/SENSOR', energy(41));

    expect(await heard()).toMatchObject([
      { ...PLUG, name: null, availability: null, sampleTopic: 'tele/plug_1/SENSOR' },
    ]);
    const values = (await heard())[0]?.measures.map(({ quantity, value }) => [quantity, value]);
    expect(Object.fromEntries(values ?? [])).toEqual({
      power: 41,
      energy: 12.345,
      voltage: 231,
      signal_strength: -60,
    });
    const inbox = await road.query<{ reason: string; count: string }>(
      'SELECT reason, sum(count) AS count FROM inbox_source GROUP BY reason',
    );
    expect(inbox).toEqual([{ reason: 'DEVICE_HEARD', count: '3' }]);
    expect(await road.readings()).toEqual([]);
    expect(await road.letters()).toEqual([]);
  });

  it('is read from the moment on at which a sensor is bound to it, and is no longer offered', async () => {
    await send('tele/plug_1/SENSOR', energy(40));
    await bindNow('plug', PLUG);
    await send('tele/plug_1/SENSOR', energy(41));

    expect(await watts()).toEqual(['plug 41']);
    expect(await heard()).toEqual([]);
    const latest = await road.query<{ quantity: string; value: number }>(
      `SELECT quantity, value FROM telemetry.latest JOIN series ON series.id = series_id
       WHERE sensor_id = 'plug' ORDER BY quantity`,
    );
    expect(latest).toEqual([
      { quantity: 'energy', value: 12.345 },
      { quantity: 'power', value: 41 },
      { quantity: 'voltage', value: 231 },
    ]);
  });

  it('takes the place of the one before, and gives it up again', async () => {
    await bindNow('plug', PLUG);
    await send('tele/plug_1/SENSOR', energy(1));
    await bindNow('plug', { family: 'tasmota', key: 'plug_2' });
    await send('tele/plug_1/SENSOR', energy(2));
    await send('tele/plug_2/SENSOR', energy(3));
    await holds((await unbindDevices(road.context.database, ['plug']))?.validFrom);
    await send('tele/plug_2/SENSOR', energy(4));

    expect(await watts()).toEqual(['plug 1', 'plug 3']);
    expect((await heard()).map(({ key }) => key)).toEqual(['plug_2', 'plug_1']);
  });

  it('can not be bound to a sensor that there is not', async () => {
    expect(await bindDevice(road.context.database, 'nobody', PLUG)).toBeUndefined();
    expect(await unbindDevices(road.context.database, ['spare'])).toBeUndefined();
  });
});

describe('a last will', () => {
  it('makes the sensors of its device offline, a birth online again', async () => {
    await bindNow('plug', PLUG);
    const state = async () => (await road.query('SELECT sensor_id, state FROM telemetry.availability'))[0];
    await send('tele/plug_1/LWT', 'Online', true);
    expect(await state()).toEqual({ sensor_id: 'plug', state: 'online' });
    await send('tele/plug_1/LWT', 'Offline', true);
    expect(await state()).toEqual({ sensor_id: 'plug', state: 'offline' });
  });
});

describe('a mapping of births and last wills', () => {
  const state = async () =>
    (
      await road.query<{ state: string }>(
        "SELECT state FROM telemetry.availability WHERE sensor_id = 'spare'",
      )
    )[0]?.state;
  const says = (words: object) =>
    teach(road.context.database.url, {
      sensors: [],
      mappings: [{ sensor: 'spare', topic: 'spare/status', format: 'availability', ...words }],
    });

  it('makes a sensor offline and online again, by the usual words in any case', async () => {
    await says({});
    await send('spare/status', 'Online', true);
    expect(await state()).toBe('online');
    await send('spare/status', 'offline', true);
    expect(await state()).toBe('offline');
    expect(await road.letters()).toEqual([]);
  });

  it('knows words of one’s own, and says of others that they are none', async () => {
    await says({ online: 'Connected', offline: 'Connection Lost' });
    await send('spare/status', 'connected');
    expect(await state()).toBe('online');
    await send('spare/status', 'offline');
    await send('spare/status', '');

    expect(await state()).toBe('online');
    expect(await road.letters()).toMatchObject([
      { code: 'NO_VALUE', detail: '"offline" is neither "Connected" nor "Connection Lost"' },
    ]);
  });
});

describe('what devices tell of themselves', () => {
  const exposes = (unit: string) => ({ type: 'numeric', name: 'temperature', property: 'temperature', unit });
  const list = (unit: string) =>
    JSON.stringify([
      {
        friendly_name: 'cellar',
        ieee_address: '0x1',
        type: 'EndDevice',
        definition: { model: 'TS0201', vendor: 'Tuya', description: '', exposes: [exposes(unit)] },
      },
    ]);
  const CLIMATE = { family: 'zigbee2mqtt', key: 'home/zigbee/cellar' };
  const temperatures = async () =>
    (await road.readings()).flatMap(({ measures }) => measures.map(({ value }) => value));

  it('is known after a restart, and holds from the message on that told it', async () => {
    await bindNow('climate', CLIMATE);
    // Below a base that nobody told of, it is nobody's.
    await send('home/zigbee/cellar', '{"temperature":68}');
    await send('home/zigbee/bridge/devices', list('°F'), true);
    await send('home/zigbee/cellar', '{"temperature":68}');
    await road.stopRole('decode');
    await road.start('decode');
    await send('home/zigbee/cellar', '{"temperature":50}');
    await send('home/zigbee/bridge/devices', list('°C'), true);
    await send('home/zigbee/cellar', '{"temperature":10}');

    expect(await temperatures()).toEqual([20, 10, 10]);
  });

  it('gives the same readings when everything is decoded anew', async () => {
    await bindNow('climate', CLIMATE);
    for (const unit of ['°F', '°C', '°F']) {
      await send('home/zigbee/bridge/devices', list(unit), true);
      await send('home/zigbee/cellar', '{"temperature":50}');
    }
    const before = await temperatures();
    await road.stopRole('decode');
    await road.query("DELETE FROM consumer_offset WHERE consumer = 'decode'");
    await road.start('decode');
    await road.settled('decode');

    expect(before).toEqual([10, 50, 10]);
    expect(await temperatures()).toEqual([...before, ...before]);
  });

  it('is also which firmware they run, kept where a later message says nothing of it', async () => {
    const described = JSON.parse(list('°C')).map((device: object) => ({
      ...device,
      software_build_id: '1.0.4',
    }));
    await send('home/zigbee/bridge/devices', JSON.stringify(described));
    await send('tele/plug_1/INFO1', '{"Info1":{"Module":"Sonoff S31","Version":"14.2.0(tasmota)"}}');
    await send('tele/plug_1/SENSOR', energy(40));
    const config = { t: 'plug_2', ft: '%prefix%/%topic%/', md: 'Plug S', sw: '13.4.0' };
    await send('tasmota/discovery/5CCF7F/config', JSON.stringify(config));

    const firmware = await road.query<{ natural_key: string; firmware: string }>(
      'SELECT natural_key, firmware FROM device ORDER BY natural_key',
    );
    expect(firmware).toEqual([
      { natural_key: 'home/zigbee/cellar', firmware: '1.0.4' },
      { natural_key: 'plug_1', firmware: '14.2.0(tasmota)' },
      { natural_key: 'plug_2', firmware: '13.4.0' },
    ]);
  });
});
