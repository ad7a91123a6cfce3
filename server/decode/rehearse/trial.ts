import { type Mapping, sourceLevelOf } from '@/contracts/mapping';
import type { Measure } from '@/contracts/reading';
import type { Availability } from '@/contracts/sensor';
import { believedMeasure } from '../believable';
import { measuredAt } from '../clock';
import type { MessageToRead, Moment, Reading } from '../compiled-mapping';
import { compileMapping } from '../mapping';
import type { RangeHistory } from '../range-history';
import { unlessFaulty } from '../refusal';
import { covering } from '../topic-tree';
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

/** A message as it is tried. */
export interface MessageToTry extends MessageToRead {
  readonly topic: string;
  /** Moment of receipt, µs since 1970. */
  readonly received: number;
  /** Its Kafka timestamp, by which it is told what held at the time. */
  readonly atMs: number;
  /** A broker had stored it: it is no reading, and says at most whether a sensor is there. */
  readonly replayed: boolean;
}

export interface Trial {
  /** Undefined: its topic is another's or its condition doesn't hold, the message is not this mapping's. */
  attempt(message: MessageToTry): Tried | undefined;
}

const NO_SENSOR = '';
const WHOLE = { mappingId: 0, version: 0 };
/** What only one value lacks; every other refusal is of the message. */
const OF_ONE_VALUE = ['NO_VALUE', 'BAD_NUMBER'];
const NOTHING_THERE = 'nothing stands there that can be read';

/**
 * Reads a message once, as decode does but for repeats of one series in it, which are all shown; says of each value whether it came and can be believed: whatever a draft asks for,
 * decode's bounds hold.
 */
export function createTrial(definition: Mapping, ranges: Pick<RangeHistory, 'rangesOf'>): Trial {
  const claims = covering([definition.topic]);
  const captureOf = captureReader(definition);
  const mapping = compileMapping(WHOLE, definition);
  const count = definition.format === 'availability' ? 1 : definition.readings.length;
  return {
    attempt: (message) => {
      const { topic, replayed, levels, received, atMs } = message;
      if (!claims(topic) || (replayed && !mapping.isAvailability)) return undefined;
      const read = unlessFaulty(() => mapping.read(message));
      if (read === 'not mine') return undefined;
      const capture = captureOf(levels);
      const said = ranges.rangesOf(mapping.sensorOf(levels) ?? NO_SENSOR, atMs);
      const values = valuesOf(read, capture.text, received).map(({ rule, value }) => ({
        ...{ rule, value: { ...value, measure: believedMeasure(value.measure, said) } },
      }));
      const readings = Array.from({ length: count }, (_, place): TriedReading => {
        const own = values.filter(({ rule }) => rule === place).map(({ value }) => value);
        return { values: own, failure: failureOf(read, place, own) };
      });
      const failure = readings.find((reading) => reading.failure !== undefined)?.failure;
      return { readings, availability: availabilityIn(read), failure: failure ?? capture.failure };
    },
  };
}

/** Each with the place of the reading that gave it. */
function valuesOf(
  read: Exclude<Reading, 'not mine'>,
  capture: string | null,
  received: number,
): readonly { readonly rule: number | undefined; readonly value: TriedValue }[] {
  if ('refusal' in read) return [];
  return momentsOf(read).flatMap(({ measures, rules, stamp }) => {
    const at = Math.floor(measuredAt(stamp, received).at / 1000);
    return measures.map((measure, index) => ({ rule: rules[index], value: { capture, measure, at } }));
  });
}

function availabilityIn(read: Exclude<Reading, 'not mine'>): Availability | undefined {
  return 'refusal' in read ? undefined : read.availability;
}

function failureOf(
  read: Exclude<Reading, 'not mine'>,
  reading: number,
  values: readonly TriedValue[],
): Failure | undefined {
  if ('refusal' in read) {
    const { code, detail } = read.refusal;
    return { code, reading: OF_ONE_VALUE.includes(code) ? reading : null, detail };
  }
  if (values.length === 0 && read.availability === undefined)
    return { code: 'NO_VALUE', reading, detail: NOTHING_THERE };
  const implausible = values.find(({ measure: { quality } }) => quality === 'implausible')?.measure;
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
  const { sensors = {} } = definition;
  const place = sourceLevelOf(definition);
  if (place === undefined) return () => ({ text: null, failure: undefined });
  return (levels) => {
    const text = levels[place] ?? '';
    const isListed = Object.hasOwn(sensors, text);
    return { text, failure: isListed ? undefined : { code: 'NO_SENSOR', reading: null, detail: text } };
  };
}
