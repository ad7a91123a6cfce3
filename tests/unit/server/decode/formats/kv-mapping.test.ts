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

it('separates pairs by a line end or a tab alone where a mapping says so', () => {
  const humidity = { path: 'Hum', quantity: 'humidity', unit: '%' };
  const outside = { ...temperature, path: 'Temp out' };
  const lines = { format: 'kv', pairSeparator: '\n' };

  expect(readMapped({ ...lines, readings: [outside, humidity] })('Temp out=5\r\nHum=3')).toEqual([
    'temperature 5 °C',
    'humidity 3 %',
  ]);
  expect(readMapped({ ...lines, keySeparator: ': ', readings: [temperature] })('H: 4\nT: 21.5')).toEqual([
    'temperature 21.5 °C',
  ]);
  const tabs = {
    ...{ format: 'kv', pairSeparator: '\t', keySeparator: ':', allowUnitSuffix: true },
    readings: [{ ...temperature, path: 'Temp' }, humidity],
  };
  expect(readMapped(tabs)('Temp: 5 °C\tHum: 3')).toEqual(['temperature 5 °C', 'humidity 3 %']);
});

it('separates pairs by any white space where a mapping names a space', () => {
  const read = readMapped({ format: 'kv', pairSeparator: ' ', readings: [temperature] });

  expect(read('H=4   T=21.5\nB=3')).toEqual(['temperature 21.5 °C']);
});
