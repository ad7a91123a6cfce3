import type { Format } from '@/components/format/format';
import type { SensorSummary } from '@/contracts/sensor';
import type { SensorFacts } from '@/contracts/sensor-facts';
import { familyWords } from './family-words';

export type FactsById = ReadonlyMap<string, SensorFacts>;

/** What is searched of a sensor, in lower case; written out once while the sensor is the same. */
export type SearchTexts = (sensor: SensorSummary) => string;

export function searchTexts(facts: FactsById, format: Pick<Format, 'label'>): SearchTexts {
  const known = new WeakMap<SensorSummary, string>();
  return (sensor) => {
    const before = known.get(sensor);
    if (before !== undefined) return before;
    const text = textOf(sensor, facts.get(sensor.id), format);
    known.set(sensor, text);
    return text;
  };
}

/** Sensors whose name, room, floor, id, family, firmware or quantities hold every word that was typed. */
export function matchingSensors(
  sensors: readonly SensorSummary[],
  typed: string,
  textOf: SearchTexts,
): readonly SensorSummary[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return sensors;
  return sensors.filter((sensor) => {
    const text = textOf(sensor);
    return words.every((word) => text.includes(word));
  });
}

function textOf(
  { id, name, room, series }: SensorSummary,
  facts: SensorFacts | undefined,
  format: Pick<Format, 'label'>,
): string {
  const labels = series.map(({ quantity }) => format.label(quantity));
  const family = facts?.family == null ? '' : familyWords(facts.family);
  return [name, room?.name, room?.floor, id, family, facts?.model, facts?.firmware, ...labels]
    .join(' ')
    .toLowerCase();
}

export interface RoomOfSensors {
  readonly name: string | undefined;
  /** Of the floor that it is on. */
  readonly floor?: string | undefined;
  readonly sensors: readonly SensorSummary[];
}

/** Room by room, in the order they came; undefined for those without one. */
export function byRoom(sensors: readonly SensorSummary[]): readonly RoomOfSensors[] {
  const rooms = new Map<string | undefined, SensorSummary[]>();
  for (const sensor of sensors) {
    const name = sensor.room?.name;
    const own = rooms.get(name);
    if (own === undefined) rooms.set(name, [sensor]);
    else own.push(sensor);
  }
  return [...rooms].map(([name, own]) => ({ name, floor: own[0]?.room?.floor, sensors: own }));
}
