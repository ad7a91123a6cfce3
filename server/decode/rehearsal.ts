import { randomUUID } from 'node:crypto';
import { isSentinel } from '@/contracts/believable';
import type { DeviceSettings } from '@/contracts/device-settings';
import type { Measure } from '@/contracts/reading';
import type { Availability } from '@/contracts/sensor';
import { decodeMessage } from './decode-message';
import type { Stamp } from './device-time';
import type { Discovered } from './families/family';
import { compileMapping } from './mapping';
import { readDraft } from './mapping-file';
import { createMemory } from './memory';
import { openPayload } from './payload';

export interface RehearsedMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  readonly retain: boolean;
}

export interface Rehearsed {
  readonly readings: readonly (Omit<Measure, 'quality'> & { readonly time: string | null })[];
  readonly availability: Availability | null;
  readonly discovery: readonly Discovered[];
  /** Whose format it is; null where a mapping reads it, or nobody. */
  readonly family: string | null;
  /** Why nothing came out, as a dead letter would say it. */
  readonly issue: string | null;
}

export interface Rehearsal {
  /** What a message would come to, before the clock and what is believed of a sensor judge it; what can't be at all is left out. Nothing is stored. */
  rehearse(message: RehearsedMessage, receivedMs: number | undefined, mapping?: unknown): Rehearsed;
}

const YEAR_2015_US = Date.UTC(2015, 0, 1) * 1000;
const DAY_US = 86_400_000_000;
/** Later than all times of a message that doesn't say when it was received. */
const SOME_DAY_MS = Date.UTC(2100, 0, 1);

/** Begins with no knowledge; every message that is rehearsed adds its own. `settings`: what is said of every device. */
export function createRehearsal(zone: string | undefined, settings: DeviceSettings = {}): Rehearsal {
  const memory = { ...createMemory(), settingsOf: () => settings };
  return {
    rehearse: (message, received, mapping) => {
      const receivedMs = received ?? SOME_DAY_MS;
      if (mapping !== undefined)
        return byMapping(message, mapping, { receivedMs, zone: settings.timezone ?? zone });
      const { topic, payload, retain } = message;
      const header = { uid: randomUUID(), topic, qos: 0, retain, received: receivedMs * 1000 } as const;
      const flags = { replayed: false, dup: false, session: false };
      const raw = { header: { ...header, ...flags }, payload, partition: 0, offset: 0, atMs: receivedMs };
      const { heard, discovered, unreadable, unclaimed } = decodeMessage(raw, memory, zone);
      return {
        readings: heard.flatMap(({ measures, stamp }) => timed(measures, stamp, receivedMs)),
        availability: heard.find(({ availability }) => availability !== undefined)?.availability ?? null,
        discovery: discovered,
        family: heard[0]?.family ?? null,
        issue: unreadable?.refusal.code ?? (unclaimed === 'UNCLAIMED' ? unclaimed : null),
      };
    },
  };
}

function byMapping(
  { topic, payload }: RehearsedMessage,
  given: unknown,
  { receivedMs, zone }: { readonly receivedMs: number; readonly zone: string | undefined },
): Rehearsed {
  const nothing = { readings: [], availability: null, discovery: [], family: null };
  const draft = readDraft(given);
  if ('errors' in draft) return { ...nothing, issue: 'MAPPING_NOT_SUPPORTED' };
  const compiled = compileMapping({ mappingId: 0, version: 0 }, draft.mapping);
  const read = compiled.read({ levels: topic.split('/'), payload: openPayload(payload), receivedMs, zone });
  if (read === 'not mine') return { ...nothing, issue: 'UNCLAIMED' };
  if ('refusal' in read) return { ...nothing, issue: read.refusal.code };
  const availability = read.availability ?? null;
  const moments = [read, ...(read.others ?? [])];
  const readings = moments.flatMap(({ measures, stamp }) => timed(measures, stamp, receivedMs));
  return { ...nothing, availability, readings: eachOnce(readings), issue: null };
}

/** Of one moment a series has one value: the first, as when it is stored. */
function eachOnce(readings: Rehearsed['readings']): Rehearsed['readings'] {
  const first = new Map<string, Rehearsed['readings'][number]>();
  for (const reading of readings) {
    const key = JSON.stringify([reading.quantity, reading.channel, reading.time]);
    if (!first.has(key)) first.set(key, reading);
  }
  return [...first.values()];
}

function timed(
  measures: readonly Measure[],
  stamp: Stamp | undefined,
  receivedMs: number,
): Rehearsed['readings'] {
  const isTime =
    stamp !== undefined &&
    (stamp.isMeant === true || stamp.micros >= YEAR_2015_US) &&
    stamp.micros <= receivedMs * 1000 + DAY_US;
  const time = isTime ? new Date(stamp.micros / 1000).toISOString() : null;
  // What can't be is kept and marked when it is stored; what stands for "no value" is none.
  return measures
    .filter(({ quantity, value, quality }) => quality !== 'implausible' && !isSentinel(quantity, value))
    .map(({ quantity, channel, value, unit }) => ({ quantity, channel, value, unit, time }));
}
