import { expect, it } from 'vitest';
import { createRehearsal } from '@/server/decode/rehearsal';

const RECEIVED_MS = Date.UTC(2026, 10, 29);
const mapping = { topic: 't', format: 'influx', readings: [{ path: 'f', quantity: 'power', unit: 'W' }] };
const channelsOf = (lines: string) =>
  createRehearsal(undefined)
    .rehearse({ topic: 't', payload: Buffer.from(lines), retain: false }, RECEIVED_MS, mapping)
    .readings.map(({ channel }) => channel ?? '');
const valuesOf = (lines: string) =>
  createRehearsal(undefined)
    .rehearse({ topic: 't', payload: Buffer.from(lines), retain: false }, RECEIVED_MS, mapping)
    .readings.map(({ value, time }) => `${value} ${time ?? 'at receipt'}`);

it('keeps two long series that begin alike apart, each the same every time', () => {
  const long = `meter,place=${'x'.repeat(200)}`;
  const [one = '', other = '', again] = channelsOf(
    `${long},n=1 f=1 1\n${long},n=2 f=2\n${long},n=1 f=3 1795257000`,
  );

  expect(one).not.toBe(other);
  expect(again).toBe(one);
  expect([one.length, other.length]).toEqual([120, 120]);
});

it('names no channel that can not be stored', () => {
  expect(channelsOf('me\0ter f=1')).toEqual(['meter']);
});

it('reads the first 256 measures of a message', () => {
  const lines = Array.from({ length: 400 }, (_, n) => `m${n} f=${n}`);

  const read = new Set(channelsOf(lines.join('\n')));
  expect(read).toEqual(new Set(lines.slice(0, 256).map((line) => line.split(' ')[0])));
});

it('takes of two lines of one series and time the later', () => {
  expect(valuesOf('m f=1\nm f=2\nm f=3 1795257000')).toEqual(['3 2026-11-21T10:30:00.000Z', '2 at receipt']);
});
