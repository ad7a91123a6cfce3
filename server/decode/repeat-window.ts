import type { RawHeader } from '@/contracts/raw-message';
import { type Fingerprint, fingerprint } from './fingerprint';
import { FingerprintLog, type Sighting } from './fingerprint-log';

export const WINDOW_RECORDS = 4096;
export const WINDOW_MS = 300_000;
// Moments of receipt are nearly but not quite in the order of the log: what is a little older is kept a little longer.
const SLACK_MS = 60_000;

export interface SeenRecord {
  readonly offset: number;
  readonly atMs: number;
  readonly header: RawHeader;
  readonly payload: Uint8Array;
}

export type Repeat = 'uid' | 'packet';

/**
 * Which records of a partition repeat an earlier one: the same uid, or with DUP set the same client (of an external broker:
 * the same session there), packet, topic and payload, within the last 4,096 records or 5 min, whichever reaches further. Never
 * DUP alone, never equal payloads alone. What it answers follows from the log before a record and nothing else.
 */
export interface RepeatWindow {
  /** Before a batch: forgets its records, should it come again, and what has left the window by its first. */
  begin(first: number, atMs: number): void;
  /** Whether the record repeats one before it, and which way. Remembers it. */
  see(record: SeenRecord): Repeat | undefined;
}

export function createRepeatWindow(): RepeatWindow {
  const uids = new FingerprintLog();
  const packets = new FingerprintLog();
  return {
    begin: (first, atMs) => {
      for (const log of [uids, packets]) {
        log.dropFrom(first);
        dropOlder(log, { offset: first, atMs: atMs - SLACK_MS });
      }
    },
    see: (record) => {
      const sameUid = seenBefore(uids, fingerprint(record.header.uid), record);
      const packet = packetOf(record);
      const samePacket = packet !== undefined && seenBefore(packets, packet, record);
      if (sameUid) return 'uid';
      return samePacket && record.header.dup ? 'packet' : undefined;
    },
  };
}

function seenBefore(log: FingerprintLog, of: Fingerprint, at: Sighting): boolean {
  const before = log.find(of);
  log.push(of, { offset: at.offset, atMs: at.atMs });
  return before !== undefined && reaches(at, before);
}

function reaches(from: Sighting, back: Sighting): boolean {
  return from.offset - back.offset <= WINDOW_RECORDS || from.atMs - back.atMs <= WINDOW_MS;
}

function dropOlder(log: FingerprintLog, than: Sighting): void {
  for (let oldest = log.oldest; oldest !== undefined && !reaches(than, oldest); oldest = log.oldest) {
    log.dropOldest();
  }
}

/** What a client's sending again has in common with its first; undefined where nothing tells. */
function packetOf({ header, payload }: SeenRecord): Fingerprint | undefined {
  const { device, via, packet, topic } = header;
  const sender = device ?? via;
  if (sender === undefined || packet === undefined) return undefined;
  return fingerprint(`${sender}\0${packet}\0${topic}`, payload);
}
