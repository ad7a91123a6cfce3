import type { PoolClient } from 'pg';
import type { MappingOutcome, MappingWish, RawPlace, SavedMapping } from '@/contracts/mapping-saving';
import { recordEvent } from '@/server/audit';
import { type Database, inTransaction } from '@/server/database';
import { mappingKey, readDraft, TAKEN } from './mapping-file';
import {
  type Author,
  mappingIds,
  type NewestVersion,
  type NextVersion,
  newestVersions,
  SAMPLE,
  saysTheSame,
  writeVersions,
} from './mapping-versions';
import { headOf, storedName } from './stored-definition';
import { announce, momentOfValidity, writeAlone } from './write-knowledge';

type Pool = Pick<Database, 'pool'>;

const GONE: MappingOutcome = { errors: [{ path: '', message: 'There is no such mapping any longer.' }] };

/**
 * Saves a mapping as a new one, or as the next version of one, that holds from one second on. Topic, condition and sensors may
 * change from version to version. Errors tell what keeps it from being a mapping; `conflict` that somebody was faster.
 */
export function saveMapping(database: Pool, wish: MappingWish, who: string): Promise<MappingOutcome> {
  return aloneIn(database, (client) => save(client, wish, { who, why: wish.why }));
}

/** The same inside a transaction that writes more than this mapping, and alone. */
export function saveMappingIn(client: PoolClient, wish: MappingWish, who: string): Promise<MappingOutcome> {
  return save(client, wish, { who, why: wish.why });
}

/** Writes what a version said as the newest one. */
export function restoreMappingVersion(
  database: Pool,
  {
    id,
    version,
    base,
  }: { readonly id: number; readonly version: number; readonly base?: number | undefined },
  who: string,
): Promise<MappingOutcome> {
  return aloneIn(database, async (client) => {
    const { rows } = await client.query<{ definition: object | null; sample: RawPlace | null }>(
      `SELECT definition, ${SAMPLE} FROM mapping_version WHERE mapping_id = $1 AND version = $2`,
      [id, version],
    );
    const { definition = null, sample = null } = rows[0] ?? {};
    if (definition === null) return GONE;
    const wish = { id, base, definition, ...(sample !== null && { sample }) };
    return save(client, wish, { who, why: `as in version ${version}` });
  });
}

/** Ends a mapping from one second on; its versions stay. */
export function removeMapping(
  database: Pool,
  { id, base }: { readonly id: number; readonly base?: number | undefined },
  who: string,
): Promise<MappingOutcome> {
  return aloneIn(database, async (client) => {
    const [newest] = await newestVersions(client, { ids: [id] });
    if (newest === undefined) return GONE;
    if (isNewer(newest, base)) return conflictWith(newest);
    return writeNext(client, { mappingId: id, definition: null }, newest, { who });
  });
}

function aloneIn(
  database: Pool,
  work: (client: PoolClient) => Promise<MappingOutcome>,
): Promise<MappingOutcome> {
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    return work(client);
  });
}

async function save(
  client: PoolClient,
  { id, base, definition, sample }: MappingWish,
  author: Author & { readonly who: string },
): Promise<MappingOutcome> {
  const read = readDraft(definition, await sensorIds(client));
  if ('errors' in read) return read;
  const { mapping } = read;
  if (mapping.sensor === undefined && mapping.sensors === undefined)
    return { errors: [{ path: '/sensor', message: 'which sensor does it feed?' }] };
  const key = mappingKey(mapping);
  const [holder] = await newestVersions(client, { keys: [key] });
  if (holder !== undefined && holder.mappingId !== id && holder.definition !== null)
    return { errors: [{ path: '/topic', message: TAKEN }] };
  const [newest] = id === undefined ? [holder] : await newestVersions(client, { ids: [id] });
  if (newest === undefined && id !== undefined) return GONE;
  if (newest !== undefined && isNewer(newest, base)) return conflictWith(newest);
  const mappingId = newest?.mappingId ?? (await mappingIds(client, [key])).get(key);
  if (mappingId === undefined) return GONE;
  await takeKey(client, mappingId, key);
  return writeNext(client, { mappingId, definition: mapping, sample }, newest, author);
}

function isNewer({ version }: NewestVersion, base: number | undefined): boolean {
  return base !== undefined && version !== base;
}

async function sensorIds(client: PoolClient): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>('SELECT id FROM sensor');
  return new Set(rows.map(({ id }) => id));
}

/** An ended mapping that had this topic and condition gives them up. */
async function takeKey(client: PoolClient, mappingId: number, key: string): Promise<void> {
  await client.query('UPDATE mapping SET key = NULL WHERE key = $1 AND id <> $2', [key, mappingId]);
  await client.query('UPDATE mapping SET key = $1 WHERE id = $2', [key, mappingId]);
}

/** Writes a mapping's next version, unless it says what the newest one says. Inside a transaction that writes alone. */
export async function writeNext(
  client: PoolClient,
  version: NextVersion,
  newest: NewestVersion | undefined,
  author: Author & { readonly who: string },
): Promise<{ readonly saved: SavedMapping }> {
  const { mappingId: id, definition } = version;
  if (newest !== undefined && saysTheSame(newest.definition, definition))
    return { saved: { id, version: newest.version, validFrom: null } };
  const validFrom = await momentOfValidity(client);
  await writeVersions(client, [version], validFrom, author);
  await announce(client, validFrom);
  const saved = { id, version: (newest?.version ?? 0) + 1, validFrom };
  await recordEvent(client, {
    who: author.who,
    action: definition === null ? 'mapping removed' : 'mapping saved',
    subject: subjectOf(id, definition ?? newest?.definition),
    detail: { mapping: id, version: saved.version, before: newest?.definition ?? null, after: definition },
  });
  return { saved };
}

/** The sensor or, of several, the mapping’s name. */
function subjectOf(id: number, definition: unknown): string {
  return headOf(definition).sensor ?? storedName(id, definition);
}

function conflictWith({ version, who, validFrom }: NewestVersion): MappingOutcome {
  return { conflict: { version, who, validFrom } };
}
