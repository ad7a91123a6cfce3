import type { Pool } from 'pg';
import type { SeriesIdentity } from './measured-value';

const KEPT_SERIES = 200_000;

/** The small integers that stand for series, made when a series first has a reading. */
export interface SeriesIds {
  /** The ids of these series by key; a series whose sensor is no more has none. */
  resolve(wanted: ReadonlyMap<string, SeriesIdentity>): Promise<ReadonlyMap<string, number>>;
  /** Asks again next time. */
  forget(): void;
}

export function createSeriesIds(pool: Pool): SeriesIds {
  const known = new Map<string, number>();

  async function learn(unknown: readonly (readonly [string, SeriesIdentity])[]): Promise<void> {
    const identities = unknown.map(([, identity]) => identity);
    let found = await find(pool, identities);
    if (found.some((id) => id === undefined)) {
      await make(
        pool,
        identities.filter((_, index) => found[index] === undefined),
      );
      found = await find(pool, identities);
    }
    unknown.forEach(([key], index) => {
      const id = found[index];
      if (id !== undefined) known.set(key, id);
    });
  }

  return {
    resolve: async (wanted) => {
      if (known.size > KEPT_SERIES) known.clear();
      const unknown = [...wanted].filter(([key]) => !known.has(key));
      if (unknown.length > 0) await learn(unknown);
      const ids = new Map<string, number>();
      for (const key of wanted.keys()) {
        const id = known.get(key);
        if (id !== undefined) ids.set(key, id);
      }
      return ids;
    },
    forget: () => known.clear(),
  };
}

/** Their ids in the same order. */
async function find(
  pool: Pool,
  identities: readonly SeriesIdentity[],
): Promise<readonly (number | undefined)[]> {
  const rows = await pool.query<{ n: number; id: number }>(
    `SELECT wanted.n::int AS n, series.id
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
            WITH ORDINALITY AS wanted(sensor_id, quantity, channel, unit, n)
       JOIN series ON series.sensor_id = wanted.sensor_id AND series.quantity = wanted.quantity
        AND series.unit = wanted.unit AND series.channel IS NOT DISTINCT FROM wanted.channel`,
    columnsOf(identities),
  );
  const byPlace = new Map(rows.rows.map(({ n, id }) => [n - 1, id]));
  return identities.map((_, index) => byPlace.get(index));
}

/** Another instance may make the same ones at the same moment: whoever comes second leaves it at that. */
async function make(pool: Pool, identities: readonly SeriesIdentity[]): Promise<void> {
  await pool.query(
    `INSERT INTO series (sensor_id, quantity, channel, unit)
     SELECT wanted.* FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
            AS wanted(sensor_id, quantity, channel, unit)
       JOIN sensor ON sensor.id = wanted.sensor_id
      ORDER BY 1, 2, 3, 4
     ON CONFLICT (sensor_id, quantity, channel, unit) DO NOTHING`,
    columnsOf(identities),
  );
}

function columnsOf(identities: readonly SeriesIdentity[]): [string[], string[], (string | null)[], string[]] {
  return [
    identities.map(({ sensorId }) => sensorId),
    identities.map(({ quantity }) => quantity),
    identities.map(({ channel }) => channel),
    identities.map(({ unit }) => unit),
  ];
}
