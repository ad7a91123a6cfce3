import { CLOCKS, READING_VERSION, type Reading } from '@/contracts/reading';

const CLOCK_NAMES: ReadonlySet<string> = new Set(CLOCKS);
const MOST_MEASURES = 1_000;

/**
 * Whether that is a reading, just as the schema in contracts says it: looked at by hand, for at 25,000 a second the schema's own
 * look, which copies what it looks at, is a third of all work. Says less than the schema of what is none.
 */
export function isReading(candidate: unknown): candidate is Reading {
  if (!isObject(candidate)) return false;
  const { v, uid, sensorId, measuredAt, receivedAt, clock, measures, raw, by } = candidate;
  return (
    v === READING_VERSION &&
    isText(uid, 1, 64) &&
    isText(sensorId, 1, 64) &&
    Number.isSafeInteger(measuredAt) &&
    Number.isSafeInteger(receivedAt) &&
    CLOCK_NAMES.has(clock as string) &&
    Array.isArray(measures) &&
    measures.length <= MOST_MEASURES &&
    measures.every(isMeasure) &&
    isObject(raw) &&
    isOffset(raw.p) &&
    isOffset(raw.o) &&
    isOrigin(by) &&
    hasOptional(candidate)
  );
}

type Unknown = Readonly<Record<string, unknown>>;

function isObject(candidate: unknown): candidate is Unknown {
  return typeof candidate === 'object' && candidate !== null && !Array.isArray(candidate);
}

/** Length in UTF-16 units. */
function isText(candidate: unknown, least: number, most: number): candidate is string {
  return typeof candidate === 'string' && candidate.length >= least && candidate.length <= most;
}

function isOffset(candidate: unknown): boolean {
  return Number.isSafeInteger(candidate) && (candidate as number) >= 0;
}

function isMeasure(candidate: unknown): boolean {
  if (!isObject(candidate)) return false;
  const { quantity, channel, value, unit, quality } = candidate;
  return (
    isText(quantity, 1, 40) &&
    (channel === null || isText(channel, 0, 120)) &&
    Number.isFinite(value) &&
    isText(unit, 0, 20) &&
    (quality === undefined || quality === 'implausible')
  );
}

function isOrigin(candidate: unknown): boolean {
  if (!isObject(candidate) || !Number.isSafeInteger(candidate.version)) return false;
  return typeof candidate.codec === 'string' || Number.isSafeInteger(candidate.mapping);
}

/** What only some readings say. */
function hasOptional({ availability, replayed, replay, replaces }: Unknown): boolean {
  return (
    (availability === undefined || availability === 'online' || availability === 'offline') &&
    (replayed === undefined || typeof replayed === 'boolean') &&
    (replay === undefined || isOffset(replay)) &&
    (replaces === undefined || (Array.isArray(replaces) && replaces.every(isReplaced)))
  );
}

function isReplaced(candidate: unknown): boolean {
  if (!isObject(candidate)) return false;
  const { sensorId, quantity, channel, measuredAt } = candidate;
  return (
    typeof sensorId === 'string' &&
    typeof quantity === 'string' &&
    (channel === null || typeof channel === 'string') &&
    Number.isSafeInteger(measuredAt)
  );
}
