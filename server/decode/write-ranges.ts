import type { PoolClient } from 'pg';
import type { BelievableRange } from './range-history';

export interface NewRange extends Omit<BelievableRange, 'id' | 'validFrom'> {
  readonly who: string;
}

/** Inside a transaction that writes alone. Answers their ids, in the order given. */
export async function writeRanges(
  client: PoolClient,
  ranges: readonly NewRange[],
  validFrom: string,
): Promise<readonly number[]> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO believable_range (sensor_id, quantity, channel, min, max, source, who, valid_from)
     SELECT sensor_id, quantity, channel, min, max, source, who, $8
     FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::text[], $7::text[])
       AS given (sensor_id, quantity, channel, min, max, source, who)
     RETURNING id`,
    [
      ranges.map(({ sensorId }) => sensorId),
      ranges.map(({ quantity }) => quantity),
      ranges.map(({ channel }) => channel),
      ranges.map(({ limits }) => limits?.[0] ?? null),
      ranges.map(({ limits }) => limits?.[1] ?? null),
      ranges.map(({ source }) => source),
      ranges.map(({ who }) => who),
      validFrom,
    ],
  );
  return rows.map(({ id }) => id);
}
