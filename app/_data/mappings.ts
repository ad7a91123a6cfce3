import 'server-only';
import { z } from 'zod';
import type { MappingPreview, MappingSummary } from '@/contracts/mapping-preview';
import type { MappingOutcome, MappingWish } from '@/contracts/mapping-saving';
import { QUANTITIES } from '@/contracts/quantities';
import * as commands from '@/server/decode/commands';
import { acceptedUnits, previewMapping, readMapping, readMappings } from '@/server/decode/queries';
import { handedToPages } from '@/server/web/queries';
import { asRunner, whoMay } from './asking';
import { database } from './database';
import { home } from './home';

const Id = z.number().int().min(1).max(2_147_483_647);
const Place = z.object({
  partition: z.number().int().min(0).max(2_147_483_647),
  offset: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
});
const Question = z.object({
  draft: z.looseObject({}),
  before: z.looseObject({}).optional(),
  sample: Place.optional(),
});
const Wish = z.object({
  id: Id.optional(),
  base: Id.optional(),
  definition: z.looseObject({}),
  sample: Place.optional(),
  why: z.string().trim().max(200).optional(),
});

export async function mappings(): Promise<readonly MappingSummary[]> {
  await whoMay('run');
  return readMappings(database());
}

export async function mapping(id: number) {
  await whoMay('run');
  return readMapping(database(), id);
}

/** What is on the wire for a draft, and what it and the version before make of it; nothing is written. */
export async function preview(asked: unknown): Promise<MappingPreview> {
  await whoMay('run');
  const question = Question.parse(asked);
  return previewMapping(
    { log: handedToPages().log, database: database() },
    question,
    (await home()).timeZone,
  );
}

/** Every unit in which a quantity may be sent, its own first, by quantity. */
export function unitsOf(): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(QUANTITIES.map(({ id }) => [id, acceptedUnits(id)]));
}

/** Saves a mapping, as a new one or as the next version of one. */
export function saveMapping(wish: MappingWish): Promise<MappingOutcome> {
  return asRunner((who) => commands.saveMapping(database(), Wish.parse(wish), who));
}

/** Writes what an older version said as the newest one. */
export function restoreMapping(id: number, version: number, base: number): Promise<MappingOutcome> {
  const asked = { id: Id.parse(id), version: Id.parse(version), base: Id.parse(base) };
  return asRunner((who) => commands.restoreMappingVersion(database(), asked, who));
}

/** Ends a mapping from one second on; its versions stay. */
export function removeMapping(id: number, base: number): Promise<MappingOutcome> {
  return asRunner((who) =>
    commands.removeMapping(database(), { id: Id.parse(id), base: Id.parse(base) }, who),
  );
}
