import type { Mapping } from '@/contracts/mapping';
import type { RehearsalReport, RehearsedPoint, RehearsedSeries } from '@/contracts/mapping-rehearsal';
import { openPayload } from '../payload';
import type { RangeHistory } from '../range-history';
import { type Curve, createCurve } from './curve';
import { createFailures } from './failures';
import { createTrial, type MessageToTry, type Tried, type TriedValue } from './trial';

const MOST_SERIES = 24;
const MOST_IMPLAUSIBLE = 100;
const MOST_NAMED = 2_000;
const MOST_TOPICS = 100_000;
const SHOWN_CHARACTERS = 200;
const SHOWN_BYTES = 4 * SHOWN_CHARACTERS;

/** A message of the raw log whose topic the draft claims, or the version that it changes. */
export interface ClaimedMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly partition: number;
  readonly offset: number;
  /** Moment of receipt, µs since 1970. */
  readonly received: number;
  /** Its Kafka timestamp. */
  readonly atMs: number;
  readonly replayed: boolean;
}

export interface Tally {
  take(message: ClaimedMessage): void;
  report(): Omit<RehearsalReport, 'from' | 'to' | 'beginsAt' | 'tookMs'>;
}

interface Drawn {
  readonly named: Pick<RehearsedSeries, 'capture' | 'quantity' | 'channel' | 'unit'>;
  readonly now: Curve;
  readonly was: Curve;
  readonly implausible: RehearsedPoint[];
}

interface TallyParts {
  readonly from: number;
  readonly to: number;
  /** IANA, for stamps without an offset. */
  readonly zone: string;
  readonly ranges: Pick<RangeHistory, 'rangesOf'>;
}

/** Counts what a draft, and the version that it changes, make of messages. Memory is bounded whatever they hold. */
export function createTally(
  { draft, before }: { readonly draft: Mapping; readonly before: Mapping | undefined },
  { from, to, zone, ranges }: TallyParts,
): Tally {
  const trial = createTrial(draft, ranges);
  const formerly = before === undefined ? undefined : createTrial(before, ranges);
  const failures = createFailures();
  const series = new Map<string, Drawn>();
  const others = new Set<string>();
  const topics = new Set<string>();
  let [matched, decoded] = [0, 0];

  function drawnOf({ capture, measure: { quantity, channel, unit } }: TriedValue): Drawn | undefined {
    const key = `${capture}\0${quantity}\0${channel}`;
    const known = series.get(key);
    if (known !== undefined) return known;
    if (series.size >= MOST_SERIES) {
      if (others.size < MOST_NAMED) others.add(key);
      return undefined;
    }
    const named = { capture, quantity, channel, unit };
    const made = { named, now: createCurve(from, to), was: createCurve(from, to), implausible: [] };
    series.set(key, made);
    return made;
  }

  function draw(tried: Tried | undefined, which: 'now' | 'was'): void {
    for (const { values } of tried?.readings ?? []) for (const value of values) drawValue(value, which);
  }

  function drawValue(value: TriedValue, which: 'now' | 'was'): void {
    const { measure, at } = value;
    const drawn = drawnOf(value);
    if (measure.quality !== 'implausible') drawn?.[which].add(at, measure.value);
    else if (which === 'now' && drawn !== undefined && drawn.implausible.length < MOST_IMPLAUSIBLE)
      drawn.implausible.push([at, measure.value]);
  }

  return {
    take: (message) => {
      const toTry = messageToTry(message, zone);
      const tried = trial.attempt(toTry);
      draw(tried, 'now');
      draw(formerly?.attempt(toTry), 'was');
      if (tried === undefined) return;
      matched += 1;
      if (topics.size < MOST_TOPICS) topics.add(message.topic);
      if (tried.failure === undefined) decoded += 1;
      else failures.add(tried.failure, () => sampleOf(message));
    },
    report: () => ({
      matched,
      decoded,
      failed: matched - decoded,
      topics: topics.size,
      failures: failures.groups,
      failedOtherwise: failures.otherwise,
      series: [...series.values()].map(seriesOf),
      moreSeries: others.size,
    }),
  };
}

function seriesOf({ named, now, was, implausible }: Drawn): RehearsedSeries {
  const inOrder = [...implausible].sort(([one], [other]) => one - other);
  return { ...named, now: now.points(), was: was.points(), implausible: inOrder };
}

function messageToTry({ payload, ...message }: ClaimedMessage, zone: string): MessageToTry {
  const receivedMs = Math.floor(message.received / 1000);
  return { ...message, levels: message.topic.split('/'), payload: openPayload(payload), receivedMs, zone };
}

function sampleOf({ topic, payload, partition, offset, received }: ClaimedMessage) {
  return { topic, partition, offset, at: Math.floor(received / 1000), payload: beginning(payload) };
}

/** Null where it is no text; a character that the cut halves is left out. */
function beginning(payload: Uint8Array): string | null {
  const isCut = payload.length > SHOWN_BYTES;
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    return decoder.decode(payload.subarray(0, SHOWN_BYTES), { stream: isCut }).slice(0, SHOWN_CHARACTERS);
  } catch {
    return null;
  }
}
