import type { Pool } from 'pg';
import type { Binding } from './binding-history';
import { createMemory, type Memory } from './memory';
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
}

const MARKS = `
  SELECT coalesce((SELECT max(written) FROM mapping_version), 0) AS versions,
         coalesce((SELECT max(written) FROM binding), 0) AS bindings,
         coalesce((SELECT max(written) FROM knowledge), 0) AS told`;

export function createKnowledge(pool: Pool, clock = () => performance.now()): Knowledge {
  const memory = createMemory();
  let marks: Marks = { versions: '0', bindings: '0', told: '0' };
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const startedAt = clock();
    const [now = marks] = await afterWriters<Marks>({ pool }, MARKS);
    // Mostly nothing is new.
    const [versions, bindings, told] = await Promise.all([
      now.versions === marks.versions ? [] : newVersions(pool, marks.versions, now.versions),
      now.bindings === marks.bindings ? [] : newBindings(pool, marks.bindings, now.bindings),
      now.told === marks.told ? [] : newTold(pool, marks.told, now.told),
    ]);
    memory.learn(versions);
    memory.bind(bindings);
    memory.remember(told);
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
  readonly valid_from: string;
  readonly definition: unknown;
}

async function newVersions(pool: Pool, after: string, until: string) {
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

async function newTold(pool: Pool, after: string, until: string): Promise<readonly Told[]> {
  const { rows } = await pool.query<Omit<Told, 'validFrom'> & { readonly validFrom: string }>(
    `SELECT family, key, ${micros('valid_from')} AS "validFrom", content, hash
     FROM knowledge WHERE written > $1 AND written <= $2 ORDER BY written`,
    [after, until],
  );
  return rows.map((row) => ({ ...row, validFrom: Number(row.validFrom) }));
}
