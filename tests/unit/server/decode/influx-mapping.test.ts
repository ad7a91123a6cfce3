import { expect, it } from 'vitest';
import { createRehearsal } from '@/server/decode/rehearsal';

const mapping = { topic: 't', format: 'influx', readings: [{ path: 'f', quantity: 'power', unit: 'W' }] };
const channelsOf = (lines: string) =>
  createRehearsal(undefined)
    .rehearse({ topic: 't', payload: Buffer.from(lines), retain: false }, 0, mapping)
    .readings.map(({ channel }) => channel ?? '');

it('keeps two long series that begin alike apart, each the same every time', () => {
  const long = `meter,place=${'x'.repeat(200)}`;
  const [one = '', other = '', again] = channelsOf(`${long},n=1 f=1\n${long},n=2 f=2\n${long},n=1 f=3`);

  expect(one).not.toBe(other);
  expect(again).toBe(one);
  expect([one.length, other.length]).toEqual([120, 120]);
});

it('names no channel that can not be stored', () => {
  expect(channelsOf('me\0ter f=1')).toEqual(['meter']);
});

it('reads the first 256 measures of a message', () => {
  const lines = Array.from({ length: 400 }, (_, n) => `m${n} f=${n}`);

  expect(channelsOf(lines.join('\n'))).toEqual(lines.slice(0, 256).map((line) => line.split(' ')[0]));
});
