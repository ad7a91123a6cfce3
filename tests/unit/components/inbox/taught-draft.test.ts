import { describe, expect, it } from 'vitest';
import { likelyReadings } from '@/components/inbox/likely-reading';
import { sampleFields } from '@/components/inbox/sample-fields';
import { namedTopic, sourceOf, taughtDraft } from '@/components/inbox/taught-draft';
import type { InboxSample, ShapeKind } from '@/contracts/inbox';
import { Mapping } from '@/contracts/mapping';
import { leavesOf } from '@/server/decode/leaves';

const sampleOf = (text: string): InboxSample => ({
  ...{ topic: 'home/attic/climate', log: 'raw', partition: 0, offset: 7, at: 0, hex: null, isGone: false },
  ...{ text, bytes: text.length, leaves: leavesOf(text) },
});

function draftOf(kind: ShapeKind, text: string) {
  const readings = likelyReadings(sampleFields(kind, sampleOf(text)));
  return taughtDraft({ pattern: 'home/+/climate', kind }, 1, readings, text);
}

describe('what a click teaches', () => {
  it('of JSON is a reading a value, by name and range', () => {
    expect(
      draftOf('json', '{"t":216,"h":431,"co2":684,"bat":2.98,"rssi":-61,"name":"x","serial":87}'),
    ).toEqual({
      topic: 'home/{source}/climate',
      format: 'json',
      readings: [
        { path: '/t', quantity: 'temperature', unit: '°C', scale: 0.1 },
        { path: '/h', quantity: 'humidity', unit: '%', scale: 0.1 },
        { path: '/co2', quantity: 'co2', unit: 'ppm' },
        { path: '/bat', quantity: 'battery_voltage', unit: 'V' },
        { path: '/rssi', quantity: 'signal_strength', unit: 'dBm' },
      ],
    });
  });

  it('keeps two of one quantity apart by their channels', () => {
    expect(draftOf('json', '{"t":21.5,"out":{"temp":4}}')).toMatchObject({
      readings: [{ path: '/t' }, { path: '/out/temp', channel: 'temp' }],
    });
  });

  it('of pairs and columns says how they are cut', () => {
    expect(draftOf('kv', 'T=18.4;H=62')).toMatchObject({
      format: 'kv',
      pairSeparator: ';',
      readings: [{ path: 'T' }, { path: 'H' }],
    });
    const fields = sampleFields('csv', sampleOf('18.4;62'));
    const column = { quantity: 'temperature', unit: '°C' } as const;
    const readings = fields.map((field) => ({ field, ...column }));
    expect(taughtDraft({ pattern: 'a/b', kind: 'csv' }, null, readings, '18.4;62')).toMatchObject({
      separator: ';',
      readings: [{ index: 0 }, { index: 1, channel: 'column 2' }],
    });
  });

  it('of a number takes its comma and the unit behind it', () => {
    const [field] = sampleFields('number', sampleOf('100,5 W'));
    const readings = field === undefined ? [] : [{ field, quantity: 'power', unit: 'W' }];
    expect(taughtDraft({ pattern: 'a/b', kind: 'number' }, null, readings, '100,5 W')).toEqual({
      topic: 'a/b',
      format: 'number',
      decimalSeparator: ',',
      allowUnitSuffix: true,
      readings: [{ quantity: 'power', unit: 'W' }],
    });
  });

  it.each([
    ['json', '{"t":216,"out":{"temp":4}}'],
    ['kv', 'temp:18,4 hum:62'],
  ] as const)('is a mapping: %s', (kind, text) => {
    expect(Mapping.safeParse(draftOf(kind, text)).error).toBeUndefined();
  });

  it('names the level that tells sources apart, and no other', () => {
    expect(namedTopic('+/kitchen/+', 2)).toBe('+/kitchen/{source}');
    expect(namedTopic('cmnd/doorbell', null)).toBe('cmnd/doorbell');
  });
});

it('a message that is but a number is what its topic says', () => {
  const fields = sampleFields('number', sampleOf('21.3'));

  expect(likelyReadings(fields, 'cellar/temp')).toMatchObject([{ quantity: 'temperature', unit: '°C' }]);
  expect(likelyReadings(fields, 'cellar/box')).toEqual([]);
});

it('a source is what its topic says at the level that tells them apart, of one topic alone nothing', () => {
  expect(sourceOf('home/attic/climate', 1)).toBe('attic');
  expect(sourceOf('home/attic/climate', null)).toBeNull();
});
