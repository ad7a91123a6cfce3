import type { Family, FamilySaid } from '@/server/decode/families/family';
import { openPayload } from '@/server/decode/payload';

export const RECEIVED_MS = Date.UTC(2026, 10, 21, 10);

/** A family that remembers what it learnt, like decode does. */
export function listenerTo(family: Family) {
  const contents = new Map<string, unknown>();
  const known = { of: (key: string) => contents.get(key) };
  const hear = (topic: string, bytes: string | Uint8Array, receivedMs = RECEIVED_MS) => {
    const levels = topic.split('/');
    const payload = openPayload(Buffer.from(bytes as string));
    const outcome = family.decode({ topic, levels, payload, receivedMs, zone: 'Europe/Berlin' }, known);
    if (!('refusal' in outcome)) for (const { key, content } of outcome.learnt) contents.set(key, content);
    return outcome;
  };
  const claims = (topic: string, text: string) =>
    family.claims(topic.split('/'), known, openPayload(Buffer.from(text)));
  return Object.assign(hear, { claims });
}

/** The values of all devices that a message is about. */
export function valuesOf(outcome: ReturnType<Family['decode']>): number[] {
  return 'refusal' in outcome ? [] : measuresOf(outcome).map(({ value }) => value);
}

function measuresOf({ devices }: FamilySaid) {
  return devices.flatMap(({ measures }) => measures);
}
