import { expect, it } from 'vitest';
import { foundMappings, listed } from '@/components/mappings/listed-mappings';
import type { MappingSummary } from '@/contracts/mapping-preview';
import type { SensorSummary } from '@/contracts/sensor';

function aMapping(name: string, sensors: readonly string[]): MappingSummary {
  const named = sensors.map((id) => ({ id, name: id.toUpperCase() }));
  return {
    id: 1,
    name,
    sensors: named,
    topic: `home/${name}`,
    quantities: ['power'],
    versions: 1,
    validFrom: 0,
    problem: null,
  };
}

function aSensor(id: string, seenAt: number | undefined): Pick<SensorSummary, 'id' | 'series'> {
  const latest = seenAt === undefined ? null : { measuredAt: 0, value: 1, seenAt, changedAt: 0 };
  return { id, series: [{ quantity: 'power', channel: null, unit: 'W', latest, rhythmMs: null }] };
}

const label = (quantity: string) => quantity;
const names = (...given: Parameters<typeof foundMappings>) => foundMappings(...given).map(({ name }) => name);

it('was heard when the last of its sensors was', () => {
  const sensors = [aSensor('a', 5), aSensor('b', 9), aSensor('c', undefined)];

  const [one, other] = listed([aMapping('x', ['a', 'b', 'gone']), aMapping('y', ['c'])], sensors);

  expect([one?.heardAt, other?.heardAt]).toEqual([9, undefined]);
});

it('is found by all words of name, sensor, topic and quantity, in either order', () => {
  const all = listed(
    [aMapping('attic', ['a']), aMapping('cellar', ['b']), aMapping('barn', ['c'])],
    [aSensor('a', 5), aSensor('b', 9)],
  );

  expect(names(all, { typed: '', order: 'name', label })).toEqual(['attic', 'barn', 'cellar']);
  expect(names(all, { typed: '', order: 'heard', label })).toEqual(['cellar', 'attic', 'barn']);
  expect(names(all, { typed: 'POWER home/bar', order: 'name', label })).toEqual(['barn']);
});
