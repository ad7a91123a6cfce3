import type { UnreadableRange } from '@/contracts/topic-messages';
import type { MessageChunk, MessagePlace, MessageReader } from '@/server/stream/admin/message-reader';
import type { StreamRecord } from '@/server/stream/types';

/** A partition while it is walked through. */
export interface WalkedPartition extends MessagePlace {
  readonly start: number;
  readonly end: number;
  /** Of its oldest and newest message as far as that is known, ms since 1970. */
  readonly oldest: number;
  readonly newest: number;
}

export interface FoundRecord {
  readonly partition: number;
  readonly record: StreamRecord;
}

/** How far a walk may go. */
export interface WalkLimits {
  readonly messages: number;
  readonly searched: number;
  readonly bytes: number;
  /** By `performance.now()`. */
  readonly deadline: number;
}

/** What a walk has found, and where it stands. */
export interface Walk {
  readonly found: FoundRecord[];
  readonly unreadable: UnreadableRange[];
  /** Where each partition stands: next offset forwards, the last one looked at backwards. */
  readonly at: Map<number, number>;
  searched: number;
  bytes: number;
}

export function beginWalk(at: ReadonlyMap<number, number>): Walk {
  return { found: [], unreadable: [], at: new Map(at), searched: 0, bytes: 0 };
}

export function isOver(walk: Walk, limits: WalkLimits): boolean {
  return (
    walk.searched >= limits.searched || walk.bytes >= limits.bytes || performance.now() >= limits.deadline
  );
}

/** Adds what a chunk holds before `until`. */
export function take(
  walk: Walk,
  partition: number,
  chunk: MessageChunk,
  until: number,
  isWanted: (record: StreamRecord) => boolean,
): readonly StreamRecord[] {
  const records = chunk.records.filter(({ offset }) => offset < until);
  walk.searched += records.length;
  walk.bytes += chunk.bytes;
  for (const record of records) if (isWanted(record)) walk.found.push({ partition, record });
  for (const range of chunk.unreadable) {
    if (
      range.from >= until ||
      walk.unreadable.some((one) => one.partition === partition && one.from === range.from)
    )
      continue;
    walk.unreadable.push({ partition, ...range });
    walk.searched += range.count;
  }
  return records;
}

/** Reads from an offset until another one, chunk after chunk. The log may have lost its beginning meanwhile. */
export async function readUntil(
  reader: MessageReader,
  place: WalkedPartition,
  from: number,
  until: number,
  onChunk: (chunk: MessageChunk) => boolean,
): Promise<number> {
  let next = from;
  while (next < until) {
    const chunk = await reader.read(place, next, place.end);
    if (chunk === undefined) return until;
    next = chunk.next;
    if (!onChunk(chunk)) break;
  }
  return next;
}
