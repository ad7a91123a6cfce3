import type { MappingSummary, MappingVersionSummary } from '@/contracts/mapping-preview';
import type { Database } from '@/server/database';

type Pool = Pick<Database, 'pool'>;

interface Row extends Omit<MappingSummary, 'quantities' | 'topic'> {
  readonly definition: {
    readonly topic: string;
    readonly readings?: readonly { readonly quantity: string }[];
  };
}

const NEWEST = `
  SELECT mapping.id, mapping.sensor_id AS "sensorId", sensor.name AS "sensorName", newest.definition,
         newest.version AS versions, (extract(epoch FROM newest.valid_from) * 1000)::float8 AS "validFrom"
  FROM mapping JOIN sensor ON sensor.id = mapping.sensor_id
  JOIN LATERAL (SELECT version, valid_from, definition FROM mapping_version
                WHERE mapping_id = mapping.id ORDER BY version DESC LIMIT 1) AS newest ON true`;

/** Every mapping that is in force, or will be within a second, by sensor. */
export async function readMappings({ pool }: Pool): Promise<readonly MappingSummary[]> {
  const { rows } = await pool.query<Row>(
    `${NEWEST} WHERE newest.definition IS NOT NULL ORDER BY sensor.name, mapping.id`,
  );
  return rows.map(summaryOf);
}

/** A mapping, removed or not, and all its versions, newest first; undefined when there is none of that id. */
export async function readMapping(
  { pool }: Pool,
  id: number,
): Promise<
  | {
      readonly sensorId: string;
      readonly sensorName: string;
      readonly versions: readonly MappingVersionSummary[];
    }
  | undefined
> {
  const { rows } = await pool.query<MappingVersionSummary & { sensorId: string; sensorName: string }>(
    `SELECT mapping.sensor_id AS "sensorId", sensor.name AS "sensorName", version, definition,
            (extract(epoch FROM valid_from) * 1000)::float8 AS "validFrom"
     FROM mapping JOIN sensor ON sensor.id = mapping.sensor_id JOIN mapping_version ON mapping_id = mapping.id
     WHERE mapping.id = $1 ORDER BY version DESC`,
    [id],
  );
  const [newest] = rows;
  if (newest === undefined) return undefined;
  const { sensorId, sensorName } = newest;
  const versions = rows.map(({ version, validFrom, definition }) => ({ version, validFrom, definition }));
  return { sensorId, sensorName, versions };
}

function summaryOf({ definition, ...rest }: Row): MappingSummary {
  const quantities = [...new Set((definition.readings ?? []).map(({ quantity }) => quantity))];
  return { ...rest, topic: definition.topic, quantities };
}
