import { z } from 'zod';
import type { MappedSensor, MappingSummary, MappingVersionSummary } from '@/contracts/mapping-preview';
import type { Database } from '@/server/database';
import { AUTHOR, SAMPLE } from './mapping-versions';
import { headOf, problemOfStored, storedName } from './stored-definition';

type Pool = Pick<Database, 'pool'>;

interface Row extends Omit<MappingSummary, 'name' | 'quantities' | 'topic' | 'problem'> {
  readonly definition: unknown;
}

type VersionRow = Omit<MappingVersionSummary, 'problem'> & { readonly sensors: readonly MappedSensor[] };

/** Whatever else stands beside them. */
const WithReadings = z.looseObject({ readings: z.array(z.looseObject({ quantity: z.string() })) });

const SENSORS = `
  coalesce((SELECT json_agg(json_build_object('id', sensor.id, 'name', sensor.name) ORDER BY sensor.name, sensor.id)
            FROM mapping_sensor JOIN sensor ON sensor.id = sensor_id WHERE mapping_id = mapping.id), '[]') AS sensors`;

const NEWEST = `
  SELECT mapping.id, ${SENSORS}, newest.definition, newest.version AS versions,
         (extract(epoch FROM newest.valid_from) * 1000)::float8 AS "validFrom"
  FROM mapping
  JOIN LATERAL (SELECT version, valid_from, definition FROM mapping_version
                WHERE mapping_id = mapping.id ORDER BY version DESC LIMIT 1) AS newest ON true`;

/** Every mapping that is in force, or will be within a second, by its first sensor. */
export async function readMappings({ pool }: Pool): Promise<readonly MappingSummary[]> {
  const { rows } = await pool.query<Row>(
    `SELECT * FROM (${NEWEST}) AS mapping WHERE definition IS NOT NULL ORDER BY sensors -> 0 ->> 'name', id`,
  );
  return rows.map(summaryOf);
}

/** A mapping, removed or not, and all its versions, newest first; undefined when there is none of that id. */
export async function readMapping(
  { pool }: Pool,
  id: number,
): Promise<
  | {
      readonly sensors: readonly MappedSensor[];
      readonly versions: readonly MappingVersionSummary[];
    }
  | undefined
> {
  const { rows } = await pool.query<VersionRow>(
    `SELECT ${SENSORS}, version, definition, ${AUTHOR}, why, ${SAMPLE},
            (extract(epoch FROM valid_from) * 1000)::float8 AS "validFrom"
     FROM mapping JOIN mapping_version ON mapping_id = mapping.id
     WHERE mapping.id = $1 ORDER BY version DESC`,
    [id],
  );
  const [newest] = rows;
  if (newest === undefined) return undefined;
  const versions = rows.map(({ sensors: _, ...version }) => ({
    ...version,
    problem: problemOfStored(version.definition),
  }));
  return { sensors: newest.sensors, versions };
}

function summaryOf({ definition, ...rest }: Row): MappingSummary {
  const readings = WithReadings.safeParse(definition).data?.readings ?? [];
  return {
    ...rest,
    name: storedName(rest.id, definition),
    topic: headOf(definition).topic,
    quantities: [...new Set(readings.map(({ quantity }) => quantity))],
    problem: problemOfStored(definition),
  };
}
