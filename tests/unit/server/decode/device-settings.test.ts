import { describe, expect, it } from 'vitest';
import type { DeviceSettings } from '@/contracts/device-settings';
import { decodeMessage } from '@/server/decode/decode-message';
import { createMemory } from '@/server/decode/memory';
import { aRawHeader } from '@/tests/support/builders';

const SINCE_MS = Date.UTC(2026, 10, 21, 10);

/** What comes of messages to a home in Berlin, whose owner said something of one device at ten. */
function home(family: string, key: string, settings: DeviceSettings) {
  const memory = createMemory();
  memory.set([{ family, key, validFrom: SINCE_MS * 1000, settings }]);
  return (topic: string, payload: string | object, atMs = SINCE_MS) => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const header = aRawHeader({ topic, received: atMs * 1000 });
    const message = { header, payload: Buffer.from(text), partition: 0, offset: 0, atMs };
    const { heard } = decodeMessage(message, memory, 'Europe/Berlin');
    return heard.flatMap(({ measures, stamp }) =>
      measures.map(({ value }) => [
        value,
        stamp === undefined ? null : new Date(stamp.micros / 1000).toISOString(),
      ]),
    );
  };
}

describe('what is said of a device', () => {
  it('is the zone of its clock, from the moment on at which it was said', () => {
    const say = home('tasmota', 'plug', { timezone: 'America/New_York' });
    const sensor = { Time: '2026-11-21T05:00:00', ENERGY: { Power: 40 } };

    expect(say('tele/plug/SENSOR', sensor)).toEqual([[40, '2026-11-21T10:00:00.000Z']]);
    expect(say('tele/plug/SENSOR', sensor, SINCE_MS - 1)).toEqual([[40, '2026-11-21T04:00:00.000Z']]);
    expect(say('tele/other/SENSOR', sensor)).toEqual([[40, '2026-11-21T04:00:00.000Z']]);
  });

  it('is the unit that is set on it, whatever it said of itself', () => {
    const say = home('shelly-gen1', 'shellyht-1', { temperatureUnit: 'F' });
    say('shellies/shellyht-1/info', { tmp: { units: 'C' } });

    expect(say('shellies/shellyht-1/sensor/temperature', '68')).toEqual([[20, null]]);
    expect(say('shellies/shellyht-2/sensor/temperature', '20')).toEqual([[20, null]]);
  });

  it('is which of two forms counts', () => {
    const events = { model: 'Nexus-TH', channel: 2, id: 17, temperature_C: 4.2 };
    const radio = home('rtl_433', 'rtl_433/pi', { rtl433Source: 'devices' });
    expect(radio('rtl_433/pi/events', events)).toEqual([]);
    expect(radio('rtl_433/pi/devices/Nexus-TH/2/17/temperature_C', '4.2')).toEqual([[4.2, null]]);

    const bridge = home('zigbee2mqtt', 'bridge', { z2mOutput: 'attribute' });
    expect(bridge('zigbee2mqtt/cellar', { temperature: 21.5 })).toEqual([]);
    expect(bridge('zigbee2mqtt/cellar/temperature', '21.5')).toEqual([[21.5, null]]);
    const device = home('zigbee2mqtt', 'cellar', { z2mOutput: 'json' });
    expect(device('zigbee2mqtt/cellar', { temperature: 21.5 })).toEqual([[21.5, null]]);
    expect(device('zigbee2mqtt/cellar/temperature', '21.5')).toEqual([]);
  });

  it('is that its names tell nothing', () => {
    const say = home('esphome', 'garage', { nameHeuristics: false });

    expect(say('garage/sensor/garage_temperature/state', '7.25')).toEqual([]);
    expect(say('attic/sensor/attic_temperature/state', '7.25')).toEqual([[7.25, null]]);
  });
});
