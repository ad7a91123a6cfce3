import type { Pool } from 'pg';
import { DeviceSettings } from '@/contracts/device-settings';
import type { Binding } from './binding-history';
import { createMemory, type Memory } from './memory';
import type { StoredSettings } from './setting-history';
import type { Told } from './told-history';
import { afterWriters } from './write-knowledge';

/** A look older than this is not trusted: a new version holds one second after it is written. */
const LOOK_LASTS_MS = 500;

/** What decode must know besides the message, kept as fresh as the rule of one second needs. */
export interface Knowledge {
  readonly memory: Memory;
  /** Looks for what is new unless the last look is younger than 500 ms. */
  refresh(): Promise<void>;
}

/** How far the tables have been read. `written` only ever grows from one writing transaction to the next. */
interface Marks {
  readonly versions: string;
  readonly bindings: string;
  readonly told: string;
  readonly settings: string;
}

const MARKS = `
  SELECT coalesce((SELECT max(written) FROM mapping_version), 0) AS versions,
         coalesce((SELECT max(written) FROM binding), 0) AS bindings,
         coalesce((SELECT max(written) FROM device_setting), 0) AS settings,
         coalesce((SELECT max(written) FROM knowledge), 0) AS told`;

export function createKnowledge(pool: Pool, clock = () => performance.now()): Knowledge {
  const memory = createMemory();
  let marks: Marks = { versions: '0', bindings: '0', told: '0', settings: '0' };
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const startedAt = clock();
    const [now = marks] = await afterWriters<Marks>({ pool }, MARKS);
    // Mostly nothing is new.
    const [versions, bindings, told, settings] = await Promise.all([
      now.versions === marks.versions ? [] : newVersions(pool, marks.versions, now.versions),
      now.bindings === marks.bindings ? [] : newBindings(pool, marks.bindings, now.bindings),
      now.told === marks.told ? [] : newTold(pool, marks.told, now.told),
      now.settings === marks.settings ? [] : newSettings(pool, marks.settings, now.settings),
    ]);
    memory.learn(versions);
    memory.bind(bindings);
    memory.remember(told);
    memory.set(settings);
    marks = now;
    lookedAt = startedAt;
  }

  return {
    memory,
    refresh: async () => {
      if (clock() - lookedAt < LOOK_LASTS_MS) return;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    },
  };
}

const micros = (column: string) => `(extract(epoch FROM ${column}) * 1000000)::bigint`;

interface VersionRow {
  readonly mapping_id: number;
  readonly version: number;
  readonly sensor_id: string;
  readonly valid_from: string;
  readonly definition: unknown;
}

async function newVersions(pool: Pool, after: string, until: string) {
  const { rows } = await pool.query<VersionRow>(
    `SELECT version.mapping_id, version.version, mapping.sensor_id, version.definition,
            ${micros('version.valid_from')} AS valid_from
     FROM mapping_version AS version JOIN mapping ON mapping.id = version.mapping_id
     WHERE version.written > $1 AND version.written <= $2 ORDER BY version.written`,
    [after, until],
  );
  return rows.map((row) => ({
    mappingId: row.mapping_id,
    version: row.version,
    sensorId: row.sensor_id,
    validFrom: Number(row.valid_from),
    definition: row.definition,
  }));
}

interface BindingRow extends Omit<Binding, 'validFrom' | 'validTo'> {
  readonly validFrom: string;
  readonly validTo: string | null;
}

async function newBindings(pool: Pool, after: string, until: string): Promise<readonly Binding[]> {
  const { rows } = await pool.query<BindingRow>(
    `SELECT binding.id, device.family, device.natural_key AS key, binding.sensor_id AS "sensorId",
            binding.source_channel AS "sourceChannel", binding.channel,
            ${micros('binding.valid_from')} AS "validFrom", ${micros('binding.valid_to')} AS "validTo"
     FROM binding JOIN device ON device.id = binding.device_id
     WHERE binding.written > $1 AND binding.written <= $2 ORDER BY binding.written`,
    [after, until],
  );
  return rows.map((row) => ({
    ...row,
    validFrom: Number(row.validFrom),
    validTo: row.validTo === null ? undefined : Number(row.validTo),
  }));
}

async function newSettings(pool: Pool, after: string, until: string): Promise<readonly StoredSettings[]> {
  const { rows } = await pool.query<Omit<StoredSettings, 'validFrom'> & { readonly validFrom: string }>(
    `SELECT family, natural_key AS key, settings, ${micros('valid_from')} AS "validFrom"
     FROM device_setting JOIN device ON device.id = device_id
     WHERE device_setting.written > $1 AND device_setting.written <= $2 ORDER BY device_setting.written`,
    [after, until],
  );
  return rows.map((row) => ({
    ...row,
    validFrom: Number(row.validFrom),
    settings: DeviceSettings.parse(row.settings),
  }));
}

async function newTold(pool: Pool, after: string, until: string): Promise<readonly Told[]> {
  const { rows } = await pool.query<Omit<Told, 'validFrom'> & { readonly validFrom: string }>(
    `SELECT family, key, ${micros('valid_from')} AS "validFrom", content, hash
     FROM knowledge WHERE written > $1 AND written <= $2 ORDER BY written`,
    [after, until],
  );
  return rows.map((row) => ({ ...row, validFrom: Number(row.validFrom) }));
}
