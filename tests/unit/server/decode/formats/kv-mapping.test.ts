import { expect, it } from 'vitest';
import { readMapped } from '@/tests/support/read-mapped';

const temperature = { path: 'T', quantity: 'temperature', unit: '°C' };

it('reads pairs with any white space between them', () => {
  const read = readMapped({
    format: 'kv',
    readings: [temperature, { path: 'B', quantity: 'battery_voltage', unit: 'V' }],
  });

  expect(read('T=18.4 H=62\tB=3.91\n')).toEqual(['temperature 18.4 °C', 'battery_voltage 3.91 V']);
  expect(read('T=18.4 T=19')).toEqual(['temperature 19 °C']);
  expect(read('t=18.4')).toEqual(['NO_VALUE']);
  expect(read('T18.4 =5 T=')).toEqual(['NO_VALUE']);
});

it('reads pairs with separators of its own, a time, a condition and a channel among them', () => {
  const read = readMapped({
    format: 'kv',
    pairSeparator: ';',
    keySeparator: ':',
    match: { type: 'climate', v: 2 },
    timePath: 'at',
    timeFormat: 'iso8601-local',
    timeZone: 'Europe/Amsterdam',
    readings: [{ ...temperature, channelFromPath: 'room' }],
  });

  expect(read('type:climate; v:2; at:2026-11-21 11:30:00; room:bath; T: 22')).toEqual([
    'temperature bath 22 °C at 2026-11-21T10:30:00.000Z',
  ]);
  expect(read('type:climate;v:3;T:22')).toEqual(['UNCLAIMED']);
});
