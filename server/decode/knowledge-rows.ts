import type { Pool } from 'pg';
import { readSettings } from '@/contracts/device-settings';
import type { Binding, CorrectedBinding } from './binding-history';
import type { Corrected } from './corrections';
import type { CorrectedMapping, StoredVersion } from './mapping-history';
import type { BelievableRange, CorrectedRange } from './range-history';
import type { StoredSettings } from './setting-history';
import type { Told } from './told-history';

/** How far a table has been read: rows written after `after`, up to `until`. */
export interface Span {
  readonly after: string;
  readonly until: string;
}

const micros = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint`;

interface VersionRow {
  readonly mapping_id: number;
  readonly version: number;
  readonly valid_from: string;
  readonly definition: unknown;
}

export async function versionRows(pool: Pool, { after, until }: Span): Promise<readonly StoredVersion[]> {
  const { rows } = await pool.query<VersionRow>(
    `SELECT mapping_id, version, definition, ${micros('valid_from')} AS valid_from
     FROM mapping_version WHERE written > $1 AND written <= $2 ORDER BY written`,
    [after, until],
  );
  return rows.map((row) => ({
    mappingId: row.mapping_id,
    version: row.version,
    validFrom: Number(row.valid_from),
    definition: row.definition,
  }));
}

type BindingRow = { readonly [Key in keyof Binding]: Key extends 'validFrom' ? string : Binding[Key] } & {
  readonly validTo: string | null;
};

const BINDING = `binding.id, device.family, device.natural_key AS key, binding.sensor_id AS "sensorId",
  binding.source_channel AS "sourceChannel", binding.channel, binding.offsets, binding.is_nobodys AS "isNobodys",
  ${micros('binding.valid_from')} AS "validFrom", ${micros('binding.valid_to')} AS "validTo"`;

export async function bindingRows(pool: Pool, { after, until }: Span): Promise<readonly Binding[]> {
  const { rows } = await pool.query<BindingRow>(
    `SELECT ${BINDING} FROM binding JOIN device ON device.id = binding.device_id
     WHERE binding.written > $1 AND binding.written <= $2 ORDER BY binding.written`,
    [after, until],
  );
  return rows.map(bindingOf);
}

function bindingOf(row: BindingRow): Binding {
  return {
    ...row,
    validFrom: Number(row.validFrom),
    validTo: row.validTo === null ? undefined : Number(row.validTo),
  };
}

export async function toldRows(pool: Pool, { after, until }: Span): Promise<readonly Told[]> {
  const { rows } = await pool.query<Omit<Told, 'validFrom'> & { readonly validFrom: string }>(
    `SELECT family, key, ${micros('valid_from')} AS "validFrom", content, hash
     FROM knowledge WHERE written > $1 AND written <= $2 ORDER BY written`,
    [after, until],
  );
  return rows.map((row) => ({ ...row, validFrom: Number(row.validFrom) }));
}

interface RangeRow extends Omit<BelievableRange, 'limits' | 'validFrom'> {
  readonly min: number | null;
  readonly max: number | null;
  readonly validFrom: string;
}

const RANGE = `range.id, range.sensor_id AS "sensorId", range.quantity, range.channel, range.min, range.max, range.source,
  ${micros('range.valid_from')} AS "validFrom"`;

export async function rangeRows(pool: Pool, { after, until }: Span): Promise<readonly BelievableRange[]> {
  const { rows } = await pool.query<RangeRow>(
    `SELECT ${RANGE} FROM believable_range AS range WHERE written > $1 AND written <= $2 ORDER BY written`,
    [after, until],
  );
  return rows.map(rangeOf);
}

function rangeOf({ min, max, validFrom, ...range }: RangeRow): BelievableRange {
  const limits = min === null || max === null ? null : ([min, max] as const);
  return { ...range, limits, validFrom: Number(validFrom) };
}

export async function settingRows(pool: Pool, { after, until }: Span): Promise<readonly StoredSettings[]> {
  const { rows } = await pool.query<Omit<StoredSettings, 'validFrom'> & { readonly validFrom: string }>(
    `SELECT family, natural_key AS key, settings, ${micros('valid_from')} AS "validFrom"
     FROM device_setting JOIN device ON device.id = device_id
     WHERE device_setting.written > $1 AND device_setting.written <= $2 ORDER BY device_setting.written`,
    [after, until],
  );
  return rows.map((row) => ({
    ...row,
    validFrom: Number(row.validFrom),
    settings: readSettings(row.settings),
  }));
}

interface CorrectionRow {
  readonly correctionId: number;
  readonly replayId: number;
  readonly since: string;
  readonly till: string;
  readonly undoneBy: number | null;
}

const CORRECTION = `correction.id AS "correctionId", correction.replay_id AS "replayId",
  ${micros('correction.valid_from')} AS since, ${micros('correction.valid_to')} AS till,
  correction.undone_by AS "undoneBy"`;
const WRITTEN = 'correction.written > $1 AND correction.written <= $2';

/** The past as the replays up to this one say; by Infinity as all of them do. */
export type Replays = number;

const MOST_REPLAYS = 2_147_483_647;

export async function mappingCorrections(
  pool: Pool,
  { after, until }: Span,
  replays: Replays,
): Promise<readonly CorrectedMapping[]> {
  const { rows } = await pool.query<
    CorrectionRow & Pick<CorrectedMapping, 'mappingId' | 'topics'> & { version: number }
  >(
    `SELECT ${CORRECTION}, mapping_id AS "mappingId", version, topics
     FROM correction JOIN replay_job ON replay_job.id = correction.replay_id
     WHERE ${WRITTEN} AND mapping_id IS NOT NULL AND replay_id <= $3`,
    [after, until, Math.min(replays, MOST_REPLAYS)],
  );
  return rows.map((row) => ({
    ...corrected(row, replays, { version: row.version }),
    mappingId: row.mappingId,
    topics: row.topics,
  }));
}

export async function bindingCorrections(
  pool: Pool,
  { after, until }: Span,
  replays: Replays,
): Promise<readonly CorrectedBinding[]> {
  const { rows } = await pool.query<CorrectionRow & BindingRow>(
    `SELECT ${CORRECTION}, ${BINDING} FROM correction
       JOIN binding ON binding.id = correction.binding_id JOIN device ON device.id = binding.device_id
     WHERE ${WRITTEN} AND replay_id <= $3`,
    [after, until, Math.min(replays, MOST_REPLAYS)],
  );
  return rows.map(({ correctionId, replayId, since, till, undoneBy, ...binding }) =>
    corrected({ correctionId, replayId, since, till, undoneBy }, replays, bindingOf(binding)),
  );
}

export async function rangeCorrections(
  pool: Pool,
  { after, until }: Span,
  replays: Replays,
): Promise<readonly CorrectedRange[]> {
  const { rows } = await pool.query<CorrectionRow & RangeRow>(
    `SELECT ${CORRECTION}, ${RANGE} FROM correction JOIN believable_range AS range ON range.id = correction.range_id
     WHERE ${WRITTEN} AND replay_id <= $3`,
    [after, until, Math.min(replays, MOST_REPLAYS)],
  );
  return rows.map(({ correctionId, replayId, since, till, undoneBy, ...range }) =>
    corrected({ correctionId, replayId, since, till, undoneBy }, replays, rangeOf(range)),
  );
}

function corrected<Said>(row: CorrectionRow, replays: Replays, said: Said): Corrected<Said> {
  return {
    id: row.correctionId,
    replayId: row.replayId,
    validFrom: Number(row.since),
    validTo: Number(row.till),
    isUndone: row.undoneBy !== null && row.undoneBy <= replays,
    said,
  };
}
