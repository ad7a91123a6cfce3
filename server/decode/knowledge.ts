import type { Pool } from 'pg';
import { createMappingHistory, type MappingHistory } from './mapping-history';

/** A look older than this is not trusted: a new version holds one second after it is written. */
const LOOK_LASTS_MS = 500;

/** What decode must know besides the message, kept as fresh as the rule of one second needs. */
export interface Knowledge extends Pick<MappingHistory, 'inForce'> {
  /** Looks for new versions unless the last look is younger than 500 ms. */
  refresh(): Promise<void>;
}

interface VersionRow {
  readonly mapping_id: number;
  readonly version: number;
  readonly sensor_id: string;
  readonly written: string;
  readonly valid_from: string;
  readonly definition: unknown;
}

// `written` only ever grows from one writing transaction to the next (commands.ts sees to that), so a look fetches what is
// new by the index, and mostly that is nothing.
const NEW_VERSIONS = `
  SELECT version.mapping_id, version.version, mapping.sensor_id, version.definition,
         version.written,
         (extract(epoch FROM version.valid_from) * 1000000)::bigint AS valid_from
  FROM mapping_version AS version JOIN mapping ON mapping.id = version.mapping_id
  WHERE version.written > $1
  ORDER BY version.written`;

export function createKnowledge(pool: Pool, clock = () => performance.now()): Knowledge {
  const history = createMappingHistory();
  let newest = '0';
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const startedAt = clock();
    const { rows } = await pool.query<VersionRow>(NEW_VERSIONS, [newest]);
    history.learn(
      rows.map((row) => ({
        mappingId: row.mapping_id,
        version: row.version,
        sensorId: row.sensor_id,
        validFrom: Number(row.valid_from),
        definition: row.definition,
      })),
    );
    newest = rows.at(-1)?.written ?? newest;
    lookedAt = startedAt;
  }

  return {
    refresh: async () => {
      if (clock() - lookedAt < LOOK_LASTS_MS) return;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    },
    inForce: history.inForce,
  };
}
