import { Mapping } from '@/contracts/mapping';
import type { RehearsalLine } from '@/contracts/mapping-rehearsal';
import { RAW } from '@/contracts/topics';
import type { LogReader } from '@/server/stream/log-reader';
import type { StreamBatch } from '@/server/stream/types';
import { coveredBy, type ExclusionRow } from '../exclusions';
import { payloadOf, readHeader } from '../raw-record';
import { readStored } from '../stored-definition';
import { covering } from '../topic-tree';
import { type LogPart, partsOf } from './log-parts';
import { rangeHistory, type SensorRanges } from './sensor-ranges';
import { createTally, type Tally } from './tally';

const TELL_EVERY_MS = 100;

/** What is rehearsed: all of it can be handed to a thread. */
export interface Rehearsing {
  /** The neutral form. */
  readonly draft: unknown;
  /** The version that it changes, where there is one. */
  readonly before: unknown;
  /** ms since 1970; `to` is left out. */
  readonly from: number;
  readonly to: number;
  /** IANA, for stamps without an offset. */
  readonly zone: string;
  readonly exclusions: readonly ExclusionRow[];
  /** What is said of the sensors that both feed. */
  readonly said: SensorRanges;
}

type Log = Pick<LogReader, 'bounds' | 'readFrom' | 'offsetAtOrAfter' | 'readSpan'>;

/** Runs a draft on the messages of a span, telling how far it is, and at last what came out. Throws for a draft that is no mapping. */
export async function* rehearse(
  log: Log,
  { draft, before, from, to, zone, exclusions, said }: Rehearsing,
): AsyncGenerator<RehearsalLine> {
  const began = performance.now();
  const mapping = Mapping.parse(draft);
  const formerly = readStored(before);
  const { parts, beginsAt } = await partsOf(log, from);
  // Of a log that is younger than the span all that is drawn would be its last pixels.
  const drawn = { from: Math.max(from, beginsAt ?? from), to };
  const tally = createTally(
    { draft: mapping, before: formerly },
    { ...drawn, zone, ranges: rangeHistory(said) },
  );
  const take = taker(tally, [mapping, formerly ?? []].flat(), coveredBy(exclusions));
  const progress = createProgress(parts);
  let toldAt = began;
  for await (const batch of log.readSpan(RAW, from, to)) {
    take(batch);
    progress.reached(batch);
    if (performance.now() - toldAt < TELL_EVERY_MS) continue;
    toldAt = performance.now();
    yield progress.line();
  }
  const tookMs = Math.round(performance.now() - began);
  yield { report: { ...drawn, beginsAt, ...tally.report(), tookMs } };
}

function taker(tally: Tally, mappings: readonly Mapping[], covers: ReturnType<typeof coveredBy>) {
  const claims = covering(mappings.map(({ topic }) => topic));
  return ({ topicId, partition, records }: StreamBatch): void => {
    for (const record of records) {
      const read = readHeader(record);
      if (!('header' in read)) continue;
      const { topic, received, replayed } = read.header;
      if (!claims(topic)) continue;
      const { offset, timestampMs: atMs } = record;
      if (covers({ topicId, partition, offset, topic })) continue;
      tally.take({ topic, payload: payloadOf(record), partition, offset, received, atMs, replayed });
    }
  };
}

function createProgress(parts: readonly LogPart[]) {
  const of = parts.reduce((all, { first, end }) => all + end - first, 0);
  const done = new Map<number, number>();
  return {
    reached: ({ partition, next }: StreamBatch) => {
      const part = parts.find((one) => one.partition === partition);
      if (part !== undefined) done.set(partition, Math.max(0, Math.min(next, part.end) - part.first));
    },
    line: (): RehearsalLine => ({ done: [...done.values()].reduce((all, one) => all + one, 0), of }),
  };
}
