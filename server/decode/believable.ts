import { isSentinel } from '@/contracts/believable';
import type { Measure, Reading } from '@/contracts/reading';
import { type BelievableRange, limitsOf, type RangeHistory } from './range-history';

/**
 * A reading whose values are judged: the one place where it is said what can't be believed, whoever read the message. A person's
 * word on a series decides alone. Else its sensor's profile narrows what its quantity and its mapping allow, and what sensors send
 * where they have no value is none.
 */
export function believed(reading: Reading, history: RangeHistory, atMs: number): Reading {
  const ranges = history.rangesOf(reading.sensorId, atMs);
  // Mostly nothing is judged otherwise than it was read.
  if (reading.measures.every((measure) => believedMeasure(measure, ranges) === measure)) return reading;
  return { ...reading, measures: reading.measures.map((measure) => believedMeasure(measure, ranges)) };
}

/** A value, judged by what was said of its sensor. */
export function believedMeasure(measure: Measure, ranges: readonly BelievableRange[]): Measure {
  const isImplausible = isBeyondBelief(measure, ranges);
  if (isImplausible === (measure.quality === 'implausible')) return measure;
  const { quality: _, ...plain } = measure;
  return isImplausible ? { ...plain, quality: 'implausible' } : plain;
}

function isBeyondBelief(measure: Measure, ranges: readonly BelievableRange[]): boolean {
  const person = limitsOf(ranges, 'person', measure);
  if (person !== undefined) return isOutside(measure.value, person);
  if (measure.quality === 'implausible') return true;
  const profile = limitsOf(ranges, 'profile', measure);
  if (profile !== undefined) return isOutside(measure.value, profile);
  return isSentinel(measure.quantity, measure.value);
}

function isOutside(value: number, [min, max]: readonly [number, number]): boolean {
  return value < min || value > max;
}
