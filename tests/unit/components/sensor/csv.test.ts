import { expect, it } from 'vitest';
import { csvOf } from '@/components/sensor/csv';
import { aFormat } from '@/tests/support/a-format';

const format = aFormat();

const view = {
  from: Date.UTC(2026, 0, 1),
  to: Date.UTC(2026, 0, 1, 1),
  gaps: [],
  meanKind: 'mean' as const,
  implausible: [],
  newest: undefined,
};
const at = (minute: number) => Date.UTC(2026, 0, 1, 0, minute);

it('a reduced span has a row a column, without gaps and the newest value that is drawn besides', () => {
  const rows = [
    [at(0), 20.5, 20, 21, 2],
    [at(10), null, null, null, 0],
    [at(20), -1, -2, 0, 4],
    [at(25), 7, 7, 7, 0],
  ] as const;

  expect(
    csvOf(
      { ...view, bucketMs: 600_000, rows },
      { quantity: 'temperature', channel: 'a,b' },
      format.plain('temperature'),
    ),
  ).toBe(
    [
      'time,"temperature a,b mean (°C)","temperature a,b lowest (°C)","temperature a,b highest (°C)",readings',
      '2026-01-01T00:00:00.000Z,20.5,20,21,2',
      '2026-01-01T00:20:00.000Z,-1,-2,0,4',
      '',
    ].join('\r\n'),
  );
});

it('a span of single readings has a row for each', () => {
  const rows = [[at(1), 3, 3, 3, 1]] as const;
  expect(
    csvOf({ ...view, bucketMs: 0, rows }, { quantity: 'contact', channel: null }, format.plain('contact')),
  ).toBe('time,contact value\r\n2026-01-01T00:01:00.000Z,3\r\n');
});

it('values stand in the unit that the page shows, without the noise of the conversion', () => {
  const rows = [[at(1), 20.3, 20.3, 20.3, 1]] as const;
  const fahrenheit = aFormat({ temperature: '°F' }).plain('temperature');
  expect(csvOf({ ...view, bucketMs: 0, rows }, { quantity: 'temperature', channel: null }, fahrenheit)).toBe(
    'time,temperature value (°F)\r\n2026-01-01T00:01:00.000Z,68.54\r\n',
  );
});
