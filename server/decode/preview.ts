import type { MappingPreview, Rehearsal, WireMessage } from '@/contracts/mapping-preview';
import { topicFilterProblem } from '@/contracts/topic-filter';
import type { Database } from '@/server/database';
import type { LogReader } from '@/server/stream/log-reader';
import { createExclusions } from './exclusions';
import { leavesOf } from './leaves';
import { readDraft } from './mapping-file';
import { createRehearsal } from './rehearsal';
import { type SampledMessage, sampleWire } from './wire-sample';

const SHOWN_CHARACTERS = 2_000;

/** What is on the wire for a draft's filter, and what the draft makes of it. Nothing is written. */
export async function previewMapping(
  { log, database }: { readonly log: Pick<LogReader, 'bounds' | 'readFrom'>; readonly database: Database },
  draft: { readonly topic?: unknown; readonly [field: string]: unknown },
  zone: string,
): Promise<MappingPreview> {
  const read = readDraft(draft);
  const errors = 'errors' in read ? read.errors : [];
  const { topic } = draft;
  if (typeof topic !== 'string' || topicFilterProblem(topic) !== undefined)
    return { messages: [], searched: 0, errors };
  const exclusions = createExclusions(database.pool);
  await exclusions.refresh();
  const { messages, searched } = await sampleWire(log, exclusions, topic);
  const { rehearse } = createRehearsal(zone);
  const isComplete = errors.length === 0;
  return {
    messages: messages.map((message) => shown(message, isComplete ? rehearsed(message) : null)),
    searched,
    errors,
  };

  function rehearsed({ topic: of, payload, at }: SampledMessage): Rehearsal {
    const { readings, availability, issue } = rehearse({ topic: of, payload, retain: false }, at, draft);
    return issue === null ? { readings, availability } : { issue };
  }
}

function shown({ topic, at, payload }: SampledMessage, rehearsal: Rehearsal | null): WireMessage {
  const text = textOf(payload);
  return {
    topic,
    at,
    text: text?.slice(0, SHOWN_CHARACTERS) ?? null,
    bytes: payload.length,
    leaves: text === null ? [] : leavesOf(text),
    rehearsal,
  };
}

function textOf(payload: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(payload);
  } catch {
    return null;
  }
}
