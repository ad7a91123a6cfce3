import { READING_VERSION, type Reading } from '@/contracts/reading';

/**
 * The reading in a record, undefined when it is none: history sends those to the dead letters.
 * Checked by hand, and only what live uses: at 20,000 a second zod would be half of all work here.
 */
export function parseLiveReading(value: Buffer | null): Reading | undefined {
  if (value === null) return undefined;
  const reading = parseJson(value);
  return isLiveReading(reading) ? reading : undefined;
}

function parseJson(value: Buffer): unknown {
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
}

function isLiveReading(candidate: unknown): candidate is Reading {
  if (typeof candidate !== 'object' || candidate === null) return false;
  const { v, sensorId, measuredAt, clock, measures, availability } = candidate as Partial<Reading>;
  return (
    v === READING_VERSION &&
    typeof sensorId === 'string' &&
    Number.isSafeInteger(measuredAt) &&
    typeof clock === 'string' &&
    Array.isArray(measures) &&
    measures.every(isMeasure) &&
    (availability === undefined || availability === 'online' || availability === 'offline')
  );
}

function isMeasure(candidate: unknown): boolean {
  if (typeof candidate !== 'object' || candidate === null) return false;
  const { quantity, channel, value } = candidate as Partial<Reading['measures'][number]>;
  return (
    typeof quantity === 'string' &&
    (channel === null || typeof channel === 'string') &&
    Number.isFinite(value)
  );
}
