import { z } from 'zod';
import { Reading } from '@/contracts/reading';
import type { StreamRecord } from '@/server/stream/types';
import { isReading } from './is-reading';

const YEAR_2015_US = Date.UTC(2015, 0, 1) * 1_000;
const YEAR_2100_US = Date.UTC(2100, 0, 1) * 1_000;
const AHEAD_US = 2 * 60_000_000;
const INT4_MAX = 2 ** 31 - 1;
const NUL = '\0';

/** What can still be told of a record that is no reading. */
const Traces = z
  .looseObject({
    uid: z.string().max(64).optional().catch(undefined),
    raw: z.object({ p: z.number(), o: z.number() }).optional().catch(undefined),
  })
  .catch({});
export type Traces = z.output<typeof Traces>;

export interface Unreadable {
  readonly detail: string;
  readonly traces: Traces;
}

/** The reading in a record, or why it is none. */
export function parseReading({ value }: Pick<StreamRecord, 'value'>): Reading | Unreadable {
  if (value === null) return { detail: 'no value', traces: {} };
  let json: unknown;
  try {
    json = JSON.parse(value.toString('utf8'));
  } catch {
    return { detail: 'not JSON', traces: {} };
  }
  if (!isReading(json)) {
    const { error } = Reading.safeParse(json);
    return { detail: error === undefined ? 'not a reading' : explain(error), traces: Traces.parse(json) };
  }
  const problem = problemOf(json);
  return problem === undefined ? json : { detail: problem, traces: Traces.parse(json) };
}

export function isUnreadable(result: Reading | Unreadable): result is Unreadable {
  return 'detail' in result;
}

/** What keeps a reading out of PostgreSQL for ever; its batch would wait for ever with it. */
function problemOf(reading: Reading): string | undefined {
  const { measuredAt, receivedAt, raw, by, replay, sensorId, measures } = reading;
  // The clock decided long before; this only keeps a writer gone wrong from making a table for every month there ever was.
  if (measuredAt < YEAR_2015_US || receivedAt >= YEAR_2100_US || measuredAt > receivedAt + AHEAD_US) {
    return `measured at ${measuredAt} µs: outside the clock's window`;
  }
  if (raw.p > INT4_MAX || Math.abs(by.version) > INT4_MAX || (replay ?? 0) > INT4_MAX) {
    return 'a number of its origin is too large';
  }
  const hasNul = measures.some(
    ({ quantity, channel, unit }) =>
      quantity.includes(NUL) || unit.includes(NUL) || channel?.includes(NUL) === true,
  );
  return hasNul || sensorId.includes(NUL) ? 'a name with a NUL character' : undefined;
}

function explain(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? 'not a reading' : `${issue.path.join('.') || 'reading'}: ${issue.message}`;
}
