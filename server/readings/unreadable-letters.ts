import type { DeadLetterHeaders } from '@/contracts/dead-letter';
import { DEAD_LETTERS } from '@/contracts/topics';
import type { OutgoingRecord, StreamBatch, StreamRecord } from '@/server/stream/types';
import type { Unreadable } from './parse-reading';

/** Letters of one source in one batch; the last of them stands for the rest. */
const LETTERS_PER_SOURCE = 10;
const DETAIL_CHARACTERS = 300;

export interface UnreadableRecord {
  readonly record: Pick<StreamRecord, 'offset' | 'key'>;
  readonly why: Unreadable;
}

/** The dead letters of a batch that the role `stage` can't read. Their bytes stay where they are: in the readings log, and in the raw log before it. */
export function lettersOf(
  stage: string,
  batch: Pick<StreamBatch, 'topic' | 'partition'>,
  unreadable: readonly UnreadableRecord[],
): OutgoingRecord[] {
  const bySource = new Map<string, UnreadableRecord[]>();
  for (const one of unreadable) {
    const source = one.record.key?.toString('utf8') ?? '';
    const own = bySource.get(source);
    if (own === undefined) bySource.set(source, [one]);
    else own.push(one);
  }
  return [...bySource].flatMap(([source, all]) =>
    all.slice(0, LETTERS_PER_SOURCE).map((one, index) => {
      const standsFor = index === LETTERS_PER_SOURCE - 1 ? all.length - index : 1;
      return letter(stage, batch, source, one, standsFor);
    }),
  );
}

function letter(
  stage: string,
  { topic, partition }: Pick<StreamBatch, 'topic' | 'partition'>,
  source: string,
  { record, why }: UnreadableRecord,
  standsFor: number,
): OutgoingRecord {
  const { uid, raw } = why.traces;
  const headers: DeadLetterHeaders = {
    code: 'SCHEMA',
    detail: `${topic}/${partition}@${record.offset}: ${why.detail}`.slice(0, DETAIL_CHARACTERS),
    stage,
    ...(uid !== undefined && { uid }),
    ...(raw && { rawPartition: String(raw.p), rawOffset: String(raw.o) }),
    ...(standsFor > 1 && { standsFor: String(standsFor) }),
  };
  return { topic: DEAD_LETTERS, key: source, value: null, headers: { ...headers } };
}
