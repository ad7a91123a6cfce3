import type { PoolClient } from 'pg';
import { sensorsOf } from '@/contracts/mapping';
import type { RawPlace } from '@/contracts/mapping-saving';
import { stableJson } from './stable-json';
import type { Head } from './stored-definition';

/** A mapping's next version; a definition of null ends it. */
export interface NextVersion {
  readonly mappingId: number;
  readonly definition: Pick<Head, 'topic' | 'sensor' | 'sensors'> | null;
  /** The message that it was made on. */
  readonly sample?: RawPlace | undefined;
}

/** Who writes a version; null: not known. */
export interface Author {
  readonly who: string | null;
  readonly why?: string | undefined;
}

export interface NewestVersion {
  readonly mappingId: number;
  readonly key: string | null;
  readonly version: number;
  readonly definition: unknown;
  readonly who: string | null;
  /** ms since 1970. */
  readonly validFrom: number;
}

/** A version's sample as one value. */
export const SAMPLE = `
  CASE WHEN sample_offset IS NOT NULL
       THEN json_build_object('partition', sample_partition, 'offset', sample_offset) END AS sample`;

/** Who wrote a version, as people call them; who is no person of this home any longer, as it was written down. */
export const AUTHOR = 'coalesce((SELECT person.name FROM person WHERE email = who), who) AS who';

const NEWEST = `
  SELECT DISTINCT ON (mapping.id) mapping.id AS "mappingId", mapping.key, version, definition, ${AUTHOR},
         (extract(epoch FROM valid_from) * 1000)::float8 AS "validFrom"
  FROM mapping JOIN mapping_version ON mapping_id = mapping.id`;

/** The newest version of each of these mappings. */
export async function newestVersions(
  client: PoolClient,
  by: { readonly keys: readonly string[] } | { readonly ids: readonly number[] },
): Promise<readonly NewestVersion[]> {
  const [where, given] = 'keys' in by ? ['mapping.key', by.keys] : ['mapping.id', by.ids];
  const { rows } = await client.query<NewestVersion>(
    `${NEWEST} WHERE ${where} = ANY($1) ORDER BY mapping.id, version DESC`,
    [given],
  );
  return rows;
}

/** The newest version of every mapping that is in force, or will be within a second. */
export async function standingVersions(client: Pick<PoolClient, 'query'>): Promise<readonly NewestVersion[]> {
  const { rows } = await client.query<NewestVersion>(
    `SELECT * FROM (${NEWEST} ORDER BY mapping.id, version DESC) AS newest WHERE definition IS NOT NULL ORDER BY "mappingId"`,
  );
  return rows;
}

/** Mappings of these sensors that are in force, or will be within a second. */
export async function mappingsOf(
  client: PoolClient,
  sensorIds: readonly string[],
): Promise<readonly NewestVersion[]> {
  const { rows } = await client.query<NewestVersion>(
    `SELECT * FROM (${NEWEST} WHERE mapping.id IN (SELECT mapping_id FROM mapping_sensor WHERE sensor_id = ANY($1))
     ORDER BY mapping.id, version DESC) AS newest WHERE definition IS NOT NULL`,
    [sensorIds],
  );
  return rows;
}

/** The mapping of each key, made where there is none. */
export async function mappingIds(
  client: PoolClient,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ id: number; key: string }>(
    `INSERT INTO mapping (key) SELECT unnest($1::text[])
     ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING id, key`,
    [keys],
  );
  return new Map(rows.map(({ id, key }) => [key, id]));
}

/** Inside a transaction that writes alone. */
export async function writeVersions(
  client: PoolClient,
  versions: readonly NextVersion[],
  validFrom: string,
  { who, why }: Author,
): Promise<void> {
  await client.query(
    `INSERT INTO mapping_version (mapping_id, version, valid_from, definition, who, why, sample_partition, sample_offset)
     SELECT given.id, coalesce((SELECT max(version) FROM mapping_version WHERE mapping_id = given.id), 0) + 1, $3,
            given.definition, $4, $5, given.partition, given.sample
     FROM unnest($1::int[], $2::jsonb[], $6::int[], $7::bigint[]) AS given (id, definition, partition, sample)`,
    [
      versions.map(({ mappingId }) => mappingId),
      versions.map(({ definition }) => (definition === null ? null : JSON.stringify(definition))),
      validFrom,
      who,
      why ?? null,
      versions.map(({ sample }) => sample?.partition ?? null),
      versions.map(({ sample }) => sample?.offset ?? null),
    ],
  );
  await noteSensors(client, versions);
}

/** An ended mapping keeps its sensors: whoever brings it back brings it back for them. */
async function noteSensors(client: PoolClient, versions: readonly NextVersion[]): Promise<void> {
  const fed = versions.flatMap(({ mappingId, definition }) =>
    definition === null ? [] : sensorsOf(definition).map((sensorId) => ({ mappingId, sensorId })),
  );
  await client.query('DELETE FROM mapping_sensor WHERE mapping_id = ANY($1)', [
    versions.filter(({ definition }) => definition !== null).map(({ mappingId }) => mappingId),
  ]);
  await client.query(
    'INSERT INTO mapping_sensor (mapping_id, sensor_id) SELECT * FROM unnest($1::int[], $2::text[])',
    [fed.map(({ mappingId }) => mappingId), fed.map(({ sensorId }) => sensorId)],
  );
}

/** Whether two versions say the same. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  return stableJson(one) === stableJson(other);
}
