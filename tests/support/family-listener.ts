import type { Family, FamilyAnswer, FamilyKnowledge, FamilySaid } from '@/server/decode/families/family';
import { openPayload } from '@/server/decode/payload';

export const RECEIVED_MS = Date.UTC(2026, 10, 21, 10);

/** A family that remembers what it learnt, like decode does. */
export function listenerTo(family: Family) {
  const contents = new Map<string, unknown>();
  const known: FamilyKnowledge = {
    of: (key) => contents.get(key),
    under: (group) =>
      [...contents]
        .filter(([key]) => key.startsWith(`${group}\n`))
        .map(([key, content]) => [key.slice(group.length + 1), content]),
  };
  const hear = (topic: string, bytes: string | Uint8Array, receivedMs = RECEIVED_MS) => {
    const levels = topic.split('/');
    const payload = openPayload(Buffer.from(bytes as string));
    const received = { topic, levels, payload, receivedMs, isReplayed: false, zone: 'Europe/Berlin' };
    const outcome = family.decode({ ...received, settingsOf: () => ({}) }, known);
    for (const { key, content } of isSaid(outcome) ? outcome.learnt : []) {
      if (content === null) contents.delete(key);
      else contents.set(key, content);
    }
    return outcome;
  };
  const claims = (topic: string, text: string) =>
    family.topics(topic.split('/')) &&
    (family.claims?.(topic.split('/'), known, openPayload(Buffer.from(text))) ?? true);
  return Object.assign(hear, { claims });
}

/** The values of all devices that a message is about. */
export function valuesOf(outcome: ReturnType<Family['decode']>): number[] {
  return isSaid(outcome) ? measuresOf(outcome).map(({ value }) => value) : [];
}

function isSaid(outcome: FamilyAnswer): outcome is FamilySaid {
  return outcome !== 'not mine' && !('refusal' in outcome);
}

function measuresOf({ devices }: FamilySaid) {
  return devices.flatMap(({ measures }) => measures);
}
