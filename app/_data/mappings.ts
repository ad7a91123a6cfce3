import 'server-only';
import { z } from 'zod';
import type { MappingPreview, MappingSummary } from '@/contracts/mapping-preview';
import { QUANTITIES } from '@/contracts/quantities';
import { mqttFilterOf } from '@/contracts/topic-filter';
import { applyMappingFile } from '@/server/decode/commands';
import { acceptedUnits, previewMapping, readMapping, readMappings } from '@/server/decode/queries';
import { handedToPages } from '@/server/web/queries';
import { recorded, whoMay } from './asking';
import { database } from './database';
import { home } from './home';

const Draft = z.looseObject({ topic: z.unknown() });
const MAX_DRAFT = 100_000;

export async function mappings(): Promise<readonly MappingSummary[]> {
  await whoMay('run');
  return readMappings(database());
}

export async function mapping(id: number) {
  await whoMay('run');
  return readMapping(database(), id);
}

/** What is on the wire for a draft, and what it makes of it; nothing is written. */
export async function preview(json: string): Promise<MappingPreview> {
  await whoMay('run');
  const draft = Draft.parse(JSON.parse(json.slice(0, MAX_DRAFT)));
  return previewMapping({ log: handedToPages().log, database: database() }, draft, (await home()).timeZone);
}

/** Every unit in which a quantity may be sent, its own first, by quantity. */
export function unitsOf(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(QUANTITIES.map(({ id }) => [id, acceptedUnits(id)]));
}

type Saved = { readonly errors: readonly { readonly path: string; readonly message: string }[] };

/**
 * Saves a mapping of a sensor as a new version. `before`: topic and condition it had, where it is edited: with other ones it
 * becomes another mapping, and the old one ends at the same moment.
 */
export async function saveMapping(
  sensor: string,
  definition: object,
  before: { readonly topic: string; readonly match?: unknown } | undefined,
): Promise<Saved> {
  const isOther = before !== undefined && identityOf(before) !== identityOf(definition);
  const mappings = [{ ...definition, sensor }, ...(isOther ? [{ ...before, sensor, removed: true }] : [])];
  return applied(mappings, {
    action: 'mapping saved',
    subject: sensor,
    detail: { before, after: definition },
  });
}

function identityOf({ topic, match }: { readonly topic?: unknown; readonly match?: unknown }): string {
  return JSON.stringify([typeof topic === 'string' ? mqttFilterOf(topic) : topic, match]);
}

/** Ends a mapping from one second on; its versions stay. */
export function removeMapping(
  sensor: string,
  { topic, match }: { readonly topic: string; readonly match?: unknown },
): Promise<Saved> {
  const event = { action: 'mapping removed', subject: sensor, detail: { before: { topic, match } } };
  return applied([{ sensor, topic, ...(match !== undefined && { match }), removed: true }], event);
}

async function applied(
  mappings: readonly object[],
  event: { readonly action: string; readonly subject: string; readonly detail: object },
): Promise<Saved> {
  let errors: Saved['errors'] = [];
  await recorded('run', event, async () => {
    const result = await applyMappingFile(database(), JSON.stringify({ mappings }));
    if (!('errors' in result)) return { done: null };
    errors = result.errors.map(({ path, message }) => ({
      path: path.replace(/^\/mappings\/\d+/, ''),
      message,
    }));
    return { refused: { problem: 'The mapping has errors.' } };
  });
  return { errors };
}
