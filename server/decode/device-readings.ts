import type { RawHeader } from '@/contracts/raw-message';
import { type Measure, READING_VERSION, type Reading } from '@/contracts/reading';
import { type Binding, placeOf } from './binding-history';
import { measuredAt } from './clock';
import type { DeviceSaid, Family } from './families/family';
import { rounded } from './measure-rule';

export interface Origin {
  readonly header: RawHeader;
  readonly partition: number;
  readonly offset: number;
}

/**
 * The readings of the sensors that a device feeds. What a broker had stored tells of no moment of its own: of it only
 * availability counts.
 */
export function deviceReadings(
  { header, partition, offset }: Origin,
  { name, version }: Pick<Family, 'name' | 'version'>,
  said: DeviceSaid,
  bindings: readonly Binding[],
): Reading[] {
  const measures = header.replayed
    ? new Map<string, readonly Measure[]>()
    : bySensor(said.measures, bindings);
  const measured = measuredAt(said.stamp, header.received);
  const sensors =
    said.availability === undefined ? measures.keys() : bindings.map(({ sensorId }) => sensorId);
  return [...new Set([...sensors, ...measures.keys()])].map((sensorId) => ({
    v: READING_VERSION,
    uid: header.uid,
    sensorId,
    measuredAt: measured.at,
    receivedAt: header.received,
    clock: measured.clock,
    measures: [...(measures.get(sensorId) ?? [])],
    ...(said.availability !== undefined && { availability: said.availability }),
    raw: { p: partition, o: offset },
    by: { codec: name, version },
    ...(header.replayed && { replayed: true }),
  }));
}

function bySensor(
  measures: readonly Measure[],
  bindings: readonly Binding[],
): ReadonlyMap<string, readonly Measure[]> {
  const whole = feedsAlone(bindings);
  if (whole !== undefined) return measures.length === 0 ? new Map() : new Map([[whole.sensorId, measures]]);
  const found = new Map<string, Measure[]>();
  for (const measure of measures) {
    const place = placeOf(measure.channel, bindings);
    if (place === undefined) continue;
    const { sensorId, offsets } = place.binding;
    const placed = place.channel === measure.channel ? measure : { ...measure, channel: place.channel };
    const here = aligned(placed, offsets);
    const others = found.get(sensorId);
    if (others === undefined) found.set(sensorId, [here]);
    else others.push(here);
  }
  return found;
}

/** Mostly a device feeds one sensor with all that it says, as it says it. */
function feedsAlone([only, ...others]: readonly Binding[]): Binding | undefined {
  if (only === undefined || others.length > 0) return undefined;
  return only.sourceChannel === null && only.offsets.length === 0 ? only : undefined;
}

/** Its counter goes on where that of the device before ended. */
function aligned(measure: Measure, offsets: Binding['offsets']): Measure {
  const { quantity, channel, value } = measure;
  const own = offsets.find((each) => each.quantity === quantity && each.channel === channel);
  return own === undefined ? measure : { ...measure, value: rounded(value + own.offset) };
}
