import { describe, expect, it } from 'vitest';
import { readMappingFile } from '@/server/decode/mapping-file';

const known = { sensors: new Set(['kitchen']), rooms: new Set(['Kitchen']), removed: new Set(['cellar']) };

/** A file with one value a line, so that each error has a line of its own. */
function errorsOf(content: object): string[] {
  const read = readMappingFile(JSON.stringify(content, undefined, 1), known);
  return 'errors' in read ? read.errors.map(({ path, message }) => `${path}: ${message}`) : [];
}

const reading = { quantity: 'temperature', unit: '°C' };
const mapping = { sensor: 'kitchen', topic: 'a/b', format: 'number', readings: [reading] };

describe('readMappingFile', () => {
  it('takes a file that is right', () => {
    expect(errorsOf({ mappings: [mapping] })).toEqual([]);
  });

  it.each([
    [
      'an unknown quantity',
      { readings: [{ ...reading, quantity: 'heat' }] },
      '/mappings/0/readings/0/quantity: unknown quantity "heat"',
    ],
    [
      'a unit of another quantity',
      { readings: [{ ...reading, unit: 'W' }] },
      `/mappings/0/readings/0/unit: temperature can't be in "W"; accepted: °C, °F, K`,
    ],
    [
      'no unit where one is needed',
      { readings: [{ quantity: 'temperature' }] },
      `/mappings/0/readings/0: temperature can't be in ""; accepted: °C, °F, K`,
    ],
    [
      'a level the topic has not',
      { readings: [{ ...reading, channelFromTopic: 2 }] },
      '/mappings/0/readings/0/channelFromTopic: the topic has only the levels 0 to 1',
    ],
    [
      'a level by a name the topic has not',
      { topic: 'home/{room}/t', readings: [{ ...reading, channelFromTopic: 'floor' }] },
      '/mappings/0/readings/0/channelFromTopic: the topic has no level {floor}; it names {room}',
    ],
    [
      'a name that stands twice',
      { topic: 'home/{room}/{room}' },
      '/mappings/0/topic: {room} stands twice: each level has a name of its own',
    ],
    [
      'a bad topic filter',
      { topic: 'a/#/b' },
      '/mappings/0/topic: # stands only at the end of a topic filter',
    ],
    [
      'a bad pointer',
      { format: 'json', readings: [{ ...reading, path: '/a~b' }] },
      '/mappings/0/readings/0/path: not a JSON pointer, such as /sensor/temperature',
    ],
    ['an unknown sensor', { sensor: 'cellar' }, '/mappings/0/sensor: unknown sensor "cellar"'],
    [
      'a zone that is none',
      { format: 'json', timeZone: 'Mars/Base', readings: [{ ...reading, path: '/t' }] },
      '/mappings/0/timeZone: not an IANA time zone, such as Europe/Berlin',
    ],
    [
      'a scale of nothing',
      { readings: [{ ...reading, scale: 0 }] },
      '/mappings/0/readings/0/scale: a scale of 0 makes every value 0',
    ],
    [
      'a range that holds nothing',
      { readings: [{ ...reading, min: 5, max: 5 }] },
      '/mappings/0/readings/0/max: nothing is between 5 and 5: max must be above min',
    ],
    ['a word it does not know', { typo: 1 }, '/mappings/0: Unrecognized key: "typo"'],
  ])('refuses %s', (_, given, expected) => {
    expect(errorsOf({ mappings: [{ ...mapping, ...given }] })).toEqual([expected]);
  });

  it('refuses what stands twice, rooms nobody named and ids that are no slug', () => {
    const errors = errorsOf({
      rooms: ['Hall', 'Hall'],
      sensors: [
        { id: 'hall', name: 'Hall', room: 'Attic' },
        { id: 'hall', name: 'Hall' },
      ],
      mappings: [mapping, mapping],
    });

    expect(errors).toEqual([
      '/rooms/1: this room stands here twice',
      '/sensors/0/room: unknown room "Attic": name it under rooms',
      '/sensors/1/id: another sensor of this file has this id',
      '/mappings/1/topic: this sensor has another mapping with this topic and match: put all readings into one',
    ]);
    expect(errorsOf({ sensors: [{ id: 'Hall 1', name: 'Hall' }] })).toHaveLength(1);
  });

  it('names the line of every error, in order', () => {
    const text = `{
      "mappings": [
        { "sensor": "kitchen", "topic": "a", "format": "number", "readings": [
          { "quantity": "heat", "unit": "W" }
        ] },
        { "sensor": "nobody",
          "topic": "b", "format": "xml" }
      ]
    }`;

    const read = readMappingFile(text, known);

    expect('errors' in read && read.errors.map(({ line }) => line)).toEqual([4, 7]);
  });

  it('names the line where a file ends to be JSON', () => {
    expect(readMappingFile('{\n "rooms": [,]\n}', known)).toMatchObject({ errors: [{ line: 2 }] });
    expect(readMappingFile('', known)).toMatchObject({ errors: [{ line: 1 }] });
  });
});
