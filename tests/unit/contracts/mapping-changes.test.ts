import { describe, expect, it } from 'vitest';
import { mappingChanges } from '@/contracts/mapping-changes';
import { QUANTITY_WORDS } from '@/contracts/quantity-words';

const label = (quantity: string) => QUANTITY_WORDS.en.labels[quantity] ?? quantity;
const temperature = { path: '/t', quantity: 'temperature', unit: '°C' };
const mapping = { topic: 'home/{room}/climate', format: 'json', sensor: 'bath', readings: [temperature] };

function changes(before: object | null, after: object | null) {
  return mappingChanges(before, after, label);
}
function readingChanges(before: object, after: object) {
  return changes({ ...mapping, readings: [before] }, { ...mapping, readings: [after] });
}

describe('what a version of a mapping says otherwise', () => {
  it('is nothing where it says the same, also what it means unsaid', () => {
    expect(changes(mapping, { ...mapping })).toEqual([]);
    expect(readingChanges(temperature, { ...temperature, scale: 1, offset: 0, channel: null })).toEqual([]);
    expect(changes(mapping, { ...mapping, timeFormat: 'auto', match: {} })).toEqual([]);
    expect(
      changes({ ...mapping, match: { '/a': 1, '/b': 2 } }, { ...mapping, match: { '/b': 2, '/a': 1 } }),
    ).toEqual([]);
  });

  it.each([
    ['1', 1, '{"/a":"1"} → {"/a":1}'],
    [true, 'yes', '{"/a":true} → {"/a":"yes"}'],
    [null, '', '{"/a":null} → {"/a":""}'],
    [null, 'none', '{"/a":null} → {"/a":"none"}'],
    ['/x', '$.x', '{"/a":"/x"} → {"/a":"$.x"}'],
  ])('is told where %j became %j, which look the same', (one, other, words) => {
    expect(changes({ ...mapping, match: { '/a': one } }, { ...mapping, match: { '/a': other } })).toEqual([
      `only where: ${words}`,
    ]);
  });

  it('is told where a list of words became one word', () => {
    const on = (onValues: readonly string[]) => ({ ...temperature, onValues });

    expect(readingChanges(on(['a', 'b']), on(['a, b']))).toEqual([
      'words for 1 of temperature: ["a","b"] → ["a, b"]',
    ]);
  });

  it('is told of readings by their quantities', () => {
    const co2 = { path: '/co2', quantity: 'co2', unit: 'ppm' };

    expect(readingChanges(temperature, { ...temperature, offset: 0.5 })).toEqual([
      'offset of temperature: 0 → 0.5',
    ]);
    expect(changes(mapping, { ...mapping, readings: [temperature, co2] })).toEqual(['added CO₂ from $.co2']);
    expect(changes({ ...mapping, readings: [temperature, co2] }, mapping)).toEqual([
      'removed CO₂ from $.co2',
    ]);
    expect(
      readingChanges({ ...temperature, channel: 'in' }, { ...temperature, channel: 'in', unit: '°F' }),
    ).toEqual(['unit as sent of temperature (in): °C → °F']);
  });

  it('follows a reading to another place, and a place to another quantity', () => {
    expect(readingChanges(temperature, { ...temperature, path: '/data/0/a b' })).toEqual([
      'place of temperature: $.t → $.data[0]["a b"]',
    ]);
    expect(readingChanges(temperature, { ...temperature, quantity: 'dew_point' })).toEqual([
      'quantity of temperature: temperature → dew point',
    ]);
    const two = [temperature, { ...temperature, path: '/u', channel: 'two' }];
    expect(changes({ ...mapping, readings: two }, { ...mapping, readings: [...two].reverse() })).toEqual([]);
  });

  it.each([
    [{ index: 2 }, 'column 2'],
    [{ path: 'T' }, '“T”'],
    [{ pattern: 't=(.*)' }, 'group 1 of t=(.*)'],
    [{ group: 't' }, 'group t'],
    [{ binary: { offset: 2, type: 'int16be' } }, 'byte 2 as int16be'],
    [{ path: '/d', binary: { offset: 2, type: 'uint8', bit: 3 } }, 'byte 2 as uint8, bit 3 of $.d'],
    [{}, 'the message'],
  ])('names the place %j', (place, words) => {
    const reading = { quantity: 'humidity', unit: '%', ...place };

    expect(changes({ ...mapping, readings: [] }, { ...mapping, readings: [reading] })).toEqual([
      `added humidity from ${words}`,
    ]);
  });

  it('is told of the whole: topic, name, condition, time, table of values', () => {
    const after = { ...mapping, topic: 'haus/+/klima', name: 'Klima', match: { '/v': 2 }, timePath: '/ts' };

    expect(changes(mapping, after)).toEqual([
      'name: none → Klima',
      'topic: home/{room}/climate → haus/+/klima',
      'only where: none → $.v = 2',
      'time from: none → $.ts',
    ]);
    expect(readingChanges(temperature, { ...temperature, values: { open: 0, closed: 1 } })).toEqual([
      'table of values of temperature: none → open = 0, closed = 1',
    ]);
  });

  it('is told of its sensors', () => {
    const several = { ...mapping, sensor: undefined, sensorFrom: 'room' };
    const before = { ...several, sensors: { bath: 'bath', hall: 'hall', roof: 'roof' } };

    expect(changes(before, { ...several, sensors: { bath: 'bath-2', hall: 'hall', loft: 'attic' } })).toEqual(
      ['bath feeds bath-2, no longer bath', 'roof feeds no sensor', 'loft feeds attic'],
    );
    expect(changes(mapping, { ...several, sensors: { bath: 'bath' } })).toEqual([
      'sensor: bath → none',
      'the sensor is told by: none → room',
      'bath feeds bath',
    ]);
  });

  it('is that it was removed, or brought back', () => {
    expect(changes(mapping, null)).toEqual(['removed']);
    expect(changes(null, mapping)).toEqual(['brought back']);
    expect(changes(null, null)).toEqual([]);
  });
});
