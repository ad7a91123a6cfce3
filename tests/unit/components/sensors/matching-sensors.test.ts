import { expect, it } from 'vitest';
import { byRoom, matchingSensors, searchTexts } from '@/components/sensors/matching-sensors';
import { aFormat } from '@/tests/support/a-format';
import { aSummary, someFacts } from '@/tests/support/a-sensor-list';

const KITCHEN = { id: 1, name: 'Kitchen', floor: 'Ground floor' };
const SENSORS = [
  aSummary('fridge', { power: 1 }, { name: 'fridge sensor', room: KITCHEN }),
  aSummary('probe', { temperature: 1 }, { name: 'probe sensor', room: KITCHEN }),
  aSummary('gate', { contact: 1 }, { name: 'gate sensor' }),
];
const FACTS = new Map([
  ['fridge', someFacts('fridge', { family: 'zigbee2mqtt', model: 'SONOFF S60ZB', firmware: '1.0.4' })],
]);

it.each([
  ['', ['fridge', 'probe', 'gate']],
  ['KITCHEN', ['fridge', 'probe']],
  ['kitchen temp', ['probe']],
  ['ground floor', ['fridge', 'probe']],
  ['zigbee2mqtt', ['fridge']],
  ['sonoff 1.0', ['fridge']],
  ['  gate  ', ['gate']],
  ['kitchen gate', []],
  ['undefined', []],
])('"%s" finds %j', (typed, ids) => {
  const texts = searchTexts(FACTS, aFormat());

  expect(matchingSensors(SENSORS, typed, texts).map(({ id }) => id)).toEqual(ids);
});

it('stands room by room, those without one together', () => {
  expect(byRoom(SENSORS).map(({ name, floor, sensors }) => [name, floor, sensors.length])).toEqual([
    ['Kitchen', 'Ground floor', 2],
    [undefined, undefined, 1],
  ]);
});
