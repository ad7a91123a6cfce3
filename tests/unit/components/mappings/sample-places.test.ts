import { expect, it } from 'vitest';
import { placesOf, placeText } from '@/components/mappings/sample-places';
import type { MappingSample } from '@/contracts/mapping-preview';

function aSample(part: Partial<MappingSample>): MappingSample {
  const where = { topic: 'home/hall', partition: 0, offset: 0, at: 0, bytes: 0, bytesShown: '' };
  return { ...where, text: '', leaves: [], now: null, was: null, ...part };
}

const rows = (...given: Parameters<typeof placesOf>) =>
  placesOf(...given).map(({ name, depth, text, place }) => [name, depth, text, place]);

it('a JSON message is a tree: names that others stand below come once', () => {
  const leaves = [
    { pointer: '/t', text: '216', isNumeric: true },
    { pointer: '/dev/id', text: 'esp', isNumeric: false },
    { pointer: '/dev/a~1b', text: '2', isNumeric: true },
  ];

  expect(rows(aSample({ leaves }), { format: 'json', typed: {} })).toEqual([
    ['t', 0, '216', { path: '/t' }],
    ['dev', 0, undefined, undefined],
    ['id', 1, 'esp', { path: '/dev/id' }],
    ['a/b', 1, '2', { path: '/dev/a~1b' }],
  ]);
});

it('what is no JSON can not become a reading of a JSON mapping', () => {
  const sample = aSample({ text: 'nan', leaves: [{ pointer: '', text: 'nan', isNumeric: false }] });

  expect(rows(sample, { format: 'json', typed: {} })).toEqual([['the message', 0, 'nan', undefined]]);
});

it('columns have numbers or, with a header, names; the newest line counts', () => {
  const text = 'time;U\n1;230\n2;231\n';

  expect(rows(aSample({ text }), { format: 'csv', typed: { separator: ';' } })).toEqual([
    ['column 1', 0, '2', { index: '0' }],
    ['column 2', 0, '231', { index: '1' }],
  ]);
  expect(rows(aSample({ text }), { format: 'csv', typed: { separator: ';', header: 'yes' } })[1]).toEqual([
    'U',
    0,
    '231',
    { path: 'U' },
  ]);
});

it('pairs have keys, and lines of InfluxDB fields', () => {
  expect(rows(aSample({ text: 'T=18.4 H=62 x' }), { format: 'kv', typed: {} })).toEqual([
    ['T', 0, '18.4', { path: 'T' }],
    ['H', 0, '62', { path: 'H' }],
  ]);
  expect(rows(aSample({ text: 'air,room=a t=21.5,h=45i 1' }), { format: 'influx', typed: {} })).toEqual([
    ['t', 0, '21.5', { path: 't' }],
    ['h', 0, '45', { path: 'h' }],
  ]);
});

it('bytes are told one by one, those sent as text too', () => {
  const place = { 'binary.offset': '1', 'binary.type': 'uint8' };

  expect(rows(aSample({ bytesShown: '015e' }), { format: 'binary', typed: {} })[1]).toEqual([
    'byte 1',
    0,
    '5e',
    place,
  ]);
  const hex = aSample({ bytesShown: Buffer.from('015E').toString('hex') });
  expect(rows(hex, { format: 'binary', typed: { encoding: 'hex' } })[1]).toEqual(['byte 1', 0, '5E', place]);
  const base64 = aSample({ bytesShown: Buffer.from('AV4=').toString('hex') });
  expect(rows(base64, { format: 'binary', typed: { encoding: 'base64' } })[1]?.[2]).toBe('5e');
});

it('a message that is one value is one place', () => {
  expect(rows(aSample({ text: ' 21.5 ' }), { format: 'number', typed: {} })).toEqual([
    ['the message', 0, '21.5', {}],
  ]);
});

it('a place reads as people say it', () => {
  expect(placeText('json', { path: '/dev/t' })).toBe('$.dev.t');
  expect(placeText('csv', { index: '2' })).toBe('column 3');
  expect(placeText('regex', {})).toBe('group 1');
  expect(placeText('binary', { 'binary.offset': '4' })).toBe('byte 4');
});
