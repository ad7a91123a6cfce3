import type { PoolClient } from 'pg';
import type { Range, RangeJudgement } from '@/contracts/believable';
import { IMPLAUSIBLE } from './measured-value';

/** Which of a series' values a range would judge otherwise than they are stored; none for a series that isn't there. */
export async function judgeValues(
  client: PoolClient,
  seriesId: number | undefined,
  [min, max]: Range,
): Promise<RangeJudgement> {
  const { rows } = await client.query<RangeJudgement>(
    `SELECT count(*) FILTER (WHERE quality = ${IMPLAUSIBLE})::float8 AS released,
            count(*) FILTER (WHERE quality <> ${IMPLAUSIBLE})::float8 AS marked,
            (extract(epoch FROM min(time)) * 1000)::float8 AS since
     FROM telemetry.reading
     WHERE series_id = $1 AND (quality = ${IMPLAUSIBLE}) = (value BETWEEN $2 AND $3)`,
    [seriesId ?? null, min, max],
  );
  return rows[0] ?? { released: 0, marked: 0, since: null };
}
