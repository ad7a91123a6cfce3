import { describe, expect, it } from 'vitest';
import { createRehearsal } from '@/server/decode/rehearsal';

const RECEIVED = Date.UTC(2026, 10, 29);

function shelly() {
  const { rehearse } = createRehearsal(undefined);
  return (topic: string, payload: unknown) => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    return rehearse({ topic, payload: Buffer.from(text), retain: false }, RECEIVED);
  };
}

describe('topics that others have too', () => {
  it('are left to others until the prefix has spoken as a Shelly', () => {
    const say = shelly();
    expect(say('cellar/pump/online', 'false')).toMatchObject({ issue: 'UNCLAIMED', availability: null });
    expect(say('house/status/pump:1', 'on').issue).toBe('UNCLAIMED');
    expect(say('house/events/rpc', { hello: 1 }).issue).toBe('UNCLAIMED');

    say('cellar/pump/events/rpc', { src: 'shelly1pmg4-a085e3bc11d0', method: 'NotifyStatus', params: {} });

    expect(say('cellar/pump/online', 'false')).toMatchObject({ issue: null, availability: 'offline' });
    expect(say('cellar/pump/status/wifi', { rssi: -61 }).readings).toMatchObject([
      { value: -61, unit: 'dBm' },
    ]);
  });
});

it('leaves what no Gen1 device says to whoever teaches it', () => {
  const say = shelly();

  expect(say('shellies/attic/power', '5').issue).toBe('UNCLAIMED');
  expect(say('shellies/attic/relay/0', 'on')).toMatchObject({ issue: null, readings: [] });
  expect(say('shellies/attic/input_event/0', { event: 'S' })).toMatchObject({ issue: null, readings: [] });
});

describe('a Gen1 battery sensor', () => {
  it('is read in °F once it has said so', () => {
    const say = shelly();
    const warm = () => say('shellies/ht/sensor/temperature', '77').readings;
    expect(warm()).toMatchObject([{ value: 77, unit: '°C' }]);

    say('shellies/ht/info', {
      unixtime: 1_764_199_800,
      tmp: { value: 77, units: 'F', tC: 25, is_valid: true },
    });

    expect(warm()).toMatchObject([{ value: 25, unit: '°C', channel: null }]);
    expect(say('shellies/ht/sensor/temperature', '999').readings).toEqual([]);
  });

  it('tells the same in its info, with a time, and nothing of what is not valid', () => {
    const { readings } = shelly()('shellies/ht/info', {
      unixtime: 1_764_199_800,
      wifi_sta: { rssi: -70 },
      tmp: { value: 21, units: 'C', tC: 21, is_valid: true },
      hum: { value: 0, is_valid: false },
      bat: { value: 83, voltage: 2.8 },
    });

    expect(readings.map(({ quantity, value, channel }) => [quantity, value, channel])).toEqual([
      ['temperature', 21, null],
      ['battery', 83, null],
      ['battery_voltage', 2.8, null],
      ['signal_strength', -70, null],
    ]);
    expect(readings[0]?.time).toBe('2025-11-26T23:30:00.000Z');
  });
});
