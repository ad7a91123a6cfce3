import type { Mapping } from '@/contracts/mapping';
import type { Measure } from '@/contracts/reading';
import type { Availability } from '@/contracts/sensor';
import { levelAt } from '@/contracts/topic-filter';
import { measuredAt } from '../clock';
import type { CompiledMapping, MessageToRead, Moment, Reading } from '../compiled-mapping';
import { compileMapping } from '../mapping';
import type { Failure } from './failures';

/** A value that a mapping gives, when it was measured (ms since 1970), and of which sensor. */
export interface TriedValue {
  readonly capture: string | null;
  readonly measure: Measure;
  readonly at: number;
}

/** What comes of one reading of a mapping. */
export interface TriedReading {
  readonly values: readonly TriedValue[];
  readonly failure: Failure | undefined;
}

/** What a mapping makes of one message. */
export interface Tried {
  /** In the mapping's order; of one that says whether a sensor is there, the message itself. */
  readonly readings: readonly TriedReading[];
  readonly availability: Availability | undefined;
  /** The first reason for which something is missing. */
  readonly failure: Failure | undefined;
}

/** A message as it is tried, and its moment of receipt in µs. */
export interface MessageToTry extends MessageToRead {
  readonly received: number;
}

export interface Trial {
  /** Undefined: its condition doesn't hold, the message is not this mapping's. */
  attempt(message: MessageToTry): Tried | undefined;
}

const WHOLE = { mappingId: 0, version: 0 };
/** What only one value lacks; every other refusal is of the message. */
const OF_ONE_VALUE = ['NO_VALUE', 'BAD_NUMBER'];

/** Reads each value by itself: a message that gives one and lacks another says which it lacks. */
export function createTrial(definition: Mapping): Trial {
  const captureOf = captureReader(definition);
  const readers = readersOf(definition);
  return {
    attempt: (message) => {
      const reads = readers.map((reader) => reader.read(message));
      if (reads.every((read) => read === 'not mine')) return undefined;
      const capture = captureOf(message.levels);
      const readings = reads.map((read, place) => ({
        values: valuesOf(read, capture.text, message.received),
        failure: failureOf(read, place),
      }));
      const failure = readings.find((reading) => reading.failure !== undefined)?.failure;
      return { readings, availability: availabilityIn(reads[0]), failure: failure ?? capture.failure };
    },
  };
}

function readersOf(definition: Mapping): readonly CompiledMapping[] {
  if (definition.format === 'availability') return [compileMapping(WHOLE, definition)];
  return definition.readings.map((reading) =>
    compileMapping(WHOLE, { ...definition, readings: [reading] } as Mapping),
  );
}

function valuesOf(read: Reading, capture: string | null, received: number): readonly TriedValue[] {
  if (read === 'not mine' || 'refusal' in read) return [];
  return momentsOf(read).flatMap(({ measures, stamp }) => {
    const at = Math.floor(measuredAt(stamp, received).at / 1000);
    return measures.map((measure) => ({ capture, measure, at }));
  });
}

function availabilityIn(read: Reading | undefined): Availability | undefined {
  return read === undefined || read === 'not mine' || 'refusal' in read ? undefined : read.availability;
}

function failureOf(read: Reading, reading: number): Failure | undefined {
  if (read === 'not mine') return { code: 'NO_VALUE', reading, detail: 'nothing stands there' };
  if ('refusal' in read) {
    const { code, detail } = read.refusal;
    return { code, reading: OF_ONE_VALUE.includes(code) ? reading : null, detail };
  }
  const implausible = momentsOf(read)
    .flatMap(({ measures }) => measures)
    .find(({ quality }) => quality === 'implausible');
  if (implausible === undefined) return undefined;
  return { code: 'IMPLAUSIBLE', reading, detail: `${implausible.value} ${implausible.unit}`.trim() };
}

function momentsOf({ others = [], ...first }: Moment & { readonly others?: readonly Moment[] }) {
  return [first, ...others];
}

/** The text of the level that tells the sensors apart, and what is wrong when the draft lists no sensor for it. */
function captureReader(definition: Mapping): (levels: readonly string[]) => {
  readonly text: string | null;
  readonly failure: Failure | undefined;
} {
  const { topic, sensorFrom, sensors = {} } = definition;
  const place = sensorFrom === undefined ? undefined : levelAt(topic, sensorFrom);
  if (place === undefined) return () => ({ text: null, failure: undefined });
  return (levels) => {
    const text = levels[place] ?? '';
    const isListed = Object.hasOwn(sensors, text);
    return { text, failure: isListed ? undefined : { code: 'NO_SENSOR', reading: null, detail: text } };
  };
}
