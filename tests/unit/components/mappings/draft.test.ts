import { describe, expect, it } from 'vitest';
import {
  definitionOf,
  draftOf,
  emptyDraft,
  isChanged,
  newPair,
  newReading,
} from '@/components/mappings/draft';
import { draftAfter, readingAt } from '@/components/mappings/draft-changes';

const STORED: Readonly<Record<string, object>> = {
  'a JSON mapping of one sensor': {
    topic: 'home/+/state',
    name: 'state',
    sensor: 'hall',
    match: { '/model': 'X', '/version': 2, '/code': '7', '/on': true, '/error': null },
    format: 'json',
    decimalSeparator: ',',
    timePath: '/at',
    timeFormat: 'unix_s',
    timeZone: 'Europe/Berlin',
    readings: [
      { path: '/t', quantity: 'temperature', unit: '°F', scale: 0.1, offset: -2, channel: 'flow' },
      { path: '/on', quantity: 'contact', unit: null, channelFromTopic: 1, values: { open: 0, closed: 1 } },
      { path: '/raw', encoding: 'hex', binary: { offset: 2, type: 'int16le' }, quantity: 'power', unit: 'W' },
    ],
  },
  'one that feeds several': {
    topic: 'home/{room}/climate',
    sensorFrom: 'room',
    sensors: { hall: 'hall-climate', bath: 'bath-climate' },
    format: 'json',
    readings: [{ path: '/t', quantity: 'temperature', unit: '°C', min: -40, max: 60 }],
  },
  columns: {
    topic: 'a',
    sensor: 's',
    format: 'csv',
    separator: '\t',
    header: true,
    timeIndex: 0,
    match: { 1: 'wind' },
    readings: [
      { index: 2, quantity: 'power', unit: 'W' },
      { path: 'U', quantity: 'voltage', unit: 'V' },
    ],
  },
  pairs: {
    topic: 'a',
    format: 'kv',
    pairSeparator: ' ',
    keySeparator: ':',
    readings: [{ path: 'T', quantity: 'temperature', unit: '°C', channelFromPath: 'id' }],
  },
  'a pattern': {
    topic: 'a',
    format: 'regex',
    pattern: 'T=(?<t>[0-9]+)',
    timeGroup: 2,
    readings: [{ group: 't', quantity: 'temperature', unit: '°C' }],
  },
  bytes: {
    topic: 'a',
    format: 'binary',
    encoding: 'base64',
    length: 12,
    time: { offset: 0, type: 'uint32be' },
    match: { 0: 7 },
    readings: [{ binary: { offset: 4, type: 'uint8', bit: 3, bits: 2 }, quantity: 'battery', unit: '%' }],
  },
  words: {
    topic: 'a',
    format: 'bool',
    caseInsensitive: true,
    readings: [{ quantity: 'contact', unit: null, onValues: ['shut', 'locked'], offValues: ['open'] }],
  },
  'a last will': { topic: 'esp/status', format: 'availability', online: 'up', offline: 'down' },
};

describe('a stored mapping', () => {
  it.each(Object.entries(STORED))('is the same after it was a draft: %s', (_, definition) => {
    expect(definitionOf(draftOf(definition))).toEqual(definition);
  });

  it('has readings of the same keys wherever it is drawn', () => {
    const keys = () => draftOf(STORED.columns).readings.map(({ key }) => key);

    expect(keys()).toEqual(keys());
    expect(keys()).not.toContain(newReading().key);
  });

  it('keeps what the form has no field for', () => {
    const definition = { topic: 'a', format: 'number', odd: { x: 1 }, readings: [] };

    expect(definitionOf(draftOf(definition))).toEqual(definition);
  });
});

it('what is no number stays as it was typed, and a comma is a point', () => {
  const readings = [newReading({ typed: { scale: 'ten', offset: '−1,5' } })];

  expect(definitionOf({ ...emptyDraft({ topic: 'a/b' }), format: 'number', readings })).toMatchObject({
    readings: [{ scale: 'ten', offset: -1.5 }],
  });
});

it('what is stored in a form that nobody knows is a draft all the same', () => {
  expect(draftOf({ topic: 'a/b', format: 'newer', readings: 7 })).toMatchObject({
    ...{ topic: 'a/b', format: 'json', readings: [] },
  });
});

it('fields of another format are left out, and come back with it', () => {
  const kv = draftAfter(draftOf(STORED.columns), { type: 'format', format: 'kv' });

  expect(definitionOf(kv)).not.toHaveProperty('separator');
  expect(definitionOf(draftAfter(kv, { type: 'format', format: 'csv' }))).toEqual(STORED.columns);
});

describe('a picked value', () => {
  it('becomes a reading of what it seems to be, once', () => {
    const likely = { quantity: 'humidity', unit: '%', scale: 0.1, confidence: 'high' } as const;
    const pick = { type: 'pick', place: { path: '/t' }, likely } as const;

    const draft = draftAfter(draftAfter(emptyDraft(), pick), pick);

    expect(definitionOf(draft)).toMatchObject({
      readings: [{ path: '/t', quantity: 'humidity', unit: '%', scale: 0.1 }],
    });
    expect(draft.readings).toHaveLength(1);
    expect(readingAt(draft, { path: '/t' })?.key).toBe(draft.readings[0]?.key);
    expect(readingAt(draft, { path: '/h' })).toBeUndefined();
  });

  it('fills the reading that has no place yet', () => {
    const draft = { ...emptyDraft(), readings: [newReading({ typed: { scale: '0.1' } })] };

    const { readings } = draftAfter(draft, { type: 'pick', place: { path: '/t' } });

    expect(readings).toMatchObject([{ typed: { path: '/t', scale: '0.1' } }]);
  });
});

it('a message without places has its reading at once', () => {
  expect(draftAfter(emptyDraft(), { type: 'format', format: 'number' }).readings).toHaveLength(1);
  expect(draftAfter(emptyDraft(), { type: 'format', format: 'availability' }).readings).toHaveLength(0);
});

it('readings are changed and dropped by their key', () => {
  const draft = { ...emptyDraft(), readings: [newReading(), newReading()] };
  const [first, second] = draft.readings.map(({ key }) => key);

  const changed = draftAfter(
    draftAfter(draft, { type: 'reading field', key: second ?? 0, name: 'scale', text: '0.1' }),
    { type: 'reading', key: second ?? 0, part: { table: [newPair('open', '0')] } },
  );
  const left = draftAfter(changed, { type: 'drop', key: first ?? 0 });

  expect(definitionOf(left)).toMatchObject({ readings: [{ scale: 0.1, values: { open: 0 } }] });
  expect(left.readings).toHaveLength(1);
});

it('knows whether saving would say something else', () => {
  const before = draftOf(STORED.words);

  expect(isChanged(draftOf(STORED.words), before)).toBe(false);
  expect(isChanged(draftAfter(before, { type: 'say', part: { topic: 'b' } }), before)).toBe(true);
  expect(isChanged(draftAfter(before, { type: 'match', match: [newPair()] }), before)).toBe(false);
});

it('sensors that have no name yet are left out', () => {
  const owner = { sensor: 'old', sensorFrom: 'room', sensors: { hall: 'hall', bath: '' } };

  expect(definitionOf({ ...emptyDraft({ topic: 'a/{room}' }), owner })).toMatchObject({
    sensors: { hall: 'hall' },
  });
  expect(definitionOf({ ...emptyDraft(), owner })).not.toHaveProperty('sensor');
});
