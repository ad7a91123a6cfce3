import { describe, expect, it } from 'vitest';
import { readDraft } from '@/server/decode/mapping-file';
import { mappingErrors, readMapped } from '@/tests/support/read-mapped';

const contact = { quantity: 'contact', unit: null };
const door = { ...contact, values: { open: 0, closed: 1 } };

describe('a table of values', () => {
  it('says what words, numbers and booleans mean, and nothing else counts', () => {
    const json = readMapped({
      format: 'json',
      readings: [{ path: '/door', ...contact, values: { open: 0, '7': 1, true: 1 } }],
    });

    expect(json('{"door":"open"}')).toEqual(['contact 0']);
    expect(json('{"door":7}')).toEqual(['contact 1']);
    expect(json('{"door":true}')).toEqual(['contact 1']);
    for (const other of ['"Open"', '1', 'false', 'null', '{}'])
      expect(json(`{"door":${other}}`)).toEqual(['NO_VALUE']);
  });

  it.each([
    ['number', {}, 'open'],
    ['csv', { index: 1 }, 'x,open'],
    ['kv', { path: 'd' }, 'd=open'],
    ['regex', { pattern: 'door (\\w+)' }, 'the door open'],
    ['influx', { path: 'd' }, 'house,at=door d="open"'],
  ])('stands in the format %s', (format, place, payload) => {
    expect(readMapped({ format, readings: [{ ...place, ...door, channel: 'd' }] })(payload)).toEqual([
      'contact d 0',
    ]);
  });

  it.each([
    ['json', { path: '/d' }, '{"d":"auf"}', '{"d":"zu"}'],
    ['csv', { index: 1 }, 'x,auf', 'x,zu'],
    ['kv', { path: 'd' }, 'd=auf', 'd=zu'],
    ['regex', { pattern: 'door (\\w+)' }, 'the door auf', 'the door zu'],
  ])('is written as words for 1 and 0 in %s, too', (format, place, off, on) => {
    const words = { ...place, ...contact, onValues: ['zu'], offValues: ['auf', 'gekippt'] };
    const read = readMapped({ format, readings: [words] });

    expect([off, on, 'x'].flatMap(read).slice(0, 2)).toEqual(['contact 0', 'contact 1']);
    expect(readDraft({ topic: 'a/b', format, readings: [words] })).toMatchObject({
      mapping: { readings: [{ values: { zu: 1, auf: 0, gekippt: 0 } }] },
    });
  });

  it.each([
    [{ onValues: ['a'], offValues: ['b', 'a'] }, 'offValues: "a" can\'t mean both 1 and 0'],
    [{ onValues: ['a'], values: { b: 1 } }, 'values: either values, or onValues and offValues'],
    [{ onValues: 'a' }, 'onValues: a list of words'],
    [{ offValues: [] }, 'offValues: at least one word'],
  ])('is refused as %j', (words, message) => {
    const errors = mappingErrors({ format: 'json', readings: [{ path: '/d', ...contact, ...words }] });

    expect(errors).toEqual([`/readings/0/${message}`]);
  });

  it('stands for numbers in bytes', () => {
    const state = { ...contact, values: { '2': 0, '3': 1 }, binary: { offset: 0, type: 'uint8' } };

    expect(readMapped({ format: 'binary', readings: [state] })(Uint8Array.of(3))).toEqual(['contact 1']);
  });

  it('comes before scale and unit, whatever the letters’ case where a mapping says so', () => {
    const level = { quantity: 'battery', unit: 'fraction', values: { low: 1, full: 10 }, scale: 0.1 };

    expect(readMapped({ format: 'number', caseInsensitive: true, readings: [level] })(' FULL\n')).toEqual([
      'battery 100 %',
    ]);
    expect(readMapped({ format: 'number', readings: [level] })('FULL')).toEqual(['BAD_NUMBER']);
  });

  it('has at least one value, and numbers alone', () => {
    expect(mappingErrors({ format: 'number', readings: [{ ...contact, values: {} }] })).toEqual([
      '/readings/0/values: a table has at least one value',
    ]);
    expect(
      mappingErrors({ format: 'number', readings: [{ ...contact, values: { open: 'no' } }] }),
    ).toHaveLength(1);
  });
});

describe('a mapping of words for 1 and 0', () => {
  it('knows the usual words', () => {
    const read = readMapped({ format: 'bool', readings: [contact] });

    expect(['ON', 'true', '1', 'Yes'].flatMap(read)).toEqual(Array(4).fill('contact 1'));
    expect(['off', 'FALSE', '0', 'no\n'].flatMap(read)).toEqual(Array(4).fill('contact 0'));
    expect(['', 'maybe', '2'].flatMap(read)).toEqual(Array(3).fill('NO_VALUE'));
  });

  it('knows only its own words where it has some', () => {
    const words = { ...contact, onValues: ['zu'], offValues: ['auf'] };
    const read = readMapped({ format: 'bool', readings: [words] });

    expect(['zu', 'auf', 'Zu', 'ON'].flatMap(read)).toEqual([
      'contact 1',
      'contact 0',
      'NO_VALUE',
      'NO_VALUE',
    ]);
    expect(readMapped({ format: 'bool', caseInsensitive: true, readings: [words] })('ZU')).toEqual([
      'contact 1',
    ]);
  });

  it('refuses a word for both', () => {
    const both = { ...contact, onValues: ['zu', 'x'], offValues: ['X'] };

    expect(mappingErrors({ format: 'bool', readings: [both] })).toEqual([]);
    expect(mappingErrors({ format: 'bool', caseInsensitive: true, readings: [both] })).toEqual([
      '/readings/0/offValues: "X" can\'t mean both 1 and 0',
    ]);
  });
});

describe('a birth and last will in JSON', () => {
  it('is read where the mapping points', () => {
    const read = readMapped({ format: 'availability', path: '/state', online: 'up', offline: 'down' });

    expect(['{"state":"Up"}', '{"state":"down"}', '{"state":1}', ''].flatMap(read)).toEqual([
      'online',
      'offline',
      'NO_VALUE',
      'UNCLAIMED',
    ]);
  });
});

describe('a channel', () => {
  it('is what a pointer says, else what the mapping says', () => {
    const reading = {
      path: '/t',
      quantity: 'temperature',
      unit: '°C',
      channelFromPath: '/n',
      channel: 'one',
    };
    const read = readMapped({ format: 'json', readings: [reading] });

    expect(['{"t":1,"n":"two"}', '{"t":1,"n":2}', '{"t":1,"n":{}}', '{"t":1}'].flatMap(read)).toEqual([
      'temperature two 1 °C',
      'temperature 2 1 °C',
      'temperature one 1 °C',
      'temperature one 1 °C',
    ]);
  });
});
