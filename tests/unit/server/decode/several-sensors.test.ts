import { expect, it } from 'vitest';
import { decodeMessage } from '@/server/decode/decode-message';
import { createMemory } from '@/server/decode/memory';
import { aRawHeader } from '@/tests/support/builders';

const NOW_MS = Date.UTC(2026, 10, 21, 12);
const POWER = { path: '/ENERGY/Power', quantity: 'power', unit: 'W' };
const mapping = {
  topic: 'tele/{plug}/SENSOR',
  format: 'json',
  sensorFrom: 'plug',
  sensors: { washer: 'washing-machine', dryer: 'dryer', constructor: 'odd' },
  readings: [POWER],
};

/** What one mapping of several sensors makes of a plug's message. */
function decoded(plug: string, header: { readonly replayed?: boolean } = {}) {
  const memory = createMemory();
  memory.learn([{ mappingId: 1, version: 1, validFrom: 0, definition: mapping }]);
  const message = {
    header: aRawHeader({ topic: `tele/${plug}/SENSOR`, received: NOW_MS * 1000, ...header }),
    payload: Buffer.from('{"Time":"2026-11-21T12:00:00","ENERGY":{"Power":40}}'),
    partition: 0,
    offset: 0,
    atMs: NOW_MS,
  };
  return decodeMessage(message, memory, 'Europe/Berlin');
}

it.each([
  ['washer', 'washing-machine'],
  ['dryer', 'dryer'],
  ['constructor', 'odd'],
])('what %s sends feeds the sensor %s', (plug, sensorId) => {
  const { readings, readBy } = decoded(plug);

  expect(readings).toMatchObject([{ sensorId, measures: [{ quantity: 'power', value: 40 }] }]);
  expect(readBy).toBe('mapping');
});

it.each(['heater', 'toString', ''])(
  'what %j sends is not the mapping’s: who else knows it reads it',
  (plug) => {
    const { readings, unclaimed } = decoded(plug);

    expect(readings).toEqual([]);
    expect(unclaimed).toBeDefined();
  },
);

it('a device that is not listed is heard also by what the broker had stored', () => {
  expect(decoded('heater', { replayed: true }).heard).toMatchObject([{ family: 'tasmota', key: 'heater' }]);
  expect(decoded('washer', { replayed: true }).heard).toEqual([]);
});
