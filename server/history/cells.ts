import type { PoolClient } from 'pg';
import { cellsOf, counterOf } from '@/contracts/board';
import type { CellPast } from '@/contracts/house';
import { MEAN_KINDS, type MeanKind, meanOf } from '@/contracts/mean';
import { meanKindOf } from '@/contracts/quantities';
import { countersToday } from './counters-today';
import { sumsSql } from './mean-sums';
import { rhythmOf } from './rhythm';

/** A quarter of an hour each: a cell is too narrow for more. */
export const CELL_COLUMNS = 96;
const COLUMN_MS = 900_000;

interface Row {
  readonly id: number;
  readonly sensorId: string;
  readonly quantity: string;
  readonly channel: string | null;
}

/** What the cells of a room show of the last 24 h; null: of the sensors that are in no room. */
export async function readCells(
  client: PoolClient,
  roomId: number | null,
  timeZone: string,
  now: number,
): Promise<readonly CellPast[]> {
  const { rows } = await client.query<Row>(
    `SELECT series.id, sensor.id AS "sensorId", series.quantity, series.channel
     FROM sensor JOIN series ON series.sensor_id = sensor.id
     WHERE sensor.room_id IS NOT DISTINCT FROM $1 AND sensor.archived_at IS NULL ORDER BY sensor.id, series.id`,
    [roomId],
  );
  const cells = bySensor(rows).flatMap((series) =>
    cellsOf(series).map((cell) => ({ ...cell, counter: counterOf(cell, series)?.id })),
  );
  const ids = cells.map(({ id }) => id);
  const from = Math.ceil(now / COLUMN_MS) * COLUMN_MS - CELL_COLUMNS * COLUMN_MS;
  const means = await readMeans(client, cells, from);
  const facts = await readFacts(client, ids, timeZone, now);
  const counters = cells.flatMap(({ counter }) => counter ?? []);
  const counted = await countersToday(client, counters, timeZone);
  return cells.map(({ id, counter, ...place }) => ({
    ...place,
    ...(isDirection(place)
      ? { means: means.get(id) ?? [], ...NO_FACTS }
      : { means: bridged(means.get(id) ?? []), ...(facts.get(id) ?? NO_FACTS) }),
    kwhToday: (counter === undefined ? undefined : counted.get(counter)) ?? null,
  }));
}

function bySensor(rows: readonly Row[]): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.sensorId, [...(groups.get(row.sensorId) ?? []), row]);
  return [...groups.values()];
}

type Means = Map<number, (number | null)[]>;

async function readMeans(
  client: PoolClient,
  cells: readonly Pick<Row, 'id' | 'quantity'>[],
  from: number,
): Promise<Means> {
  const means: Means = new Map();
  for (const meanKind of MEAN_KINDS) {
    const own = cells.filter(({ quantity }) => meanKindOf(quantity) === meanKind);
    if (own.length > 0) await addMeans(client, means, { ids: own.map(({ id }) => id), from, meanKind });
  }
  return means;
}

async function addMeans(
  client: PoolClient,
  means: Means,
  { ids, from, meanKind }: { ids: readonly number[]; from: number; meanKind: MeanKind },
): Promise<void> {
  const { rows } = await client.query<{
    id: number;
    place: number;
    along: number;
    across: number;
    count: number;
  }>(
    `SELECT series_id AS id, floor((extract(epoch FROM time) * 1000 - $2::float8) / $3)::int AS place,
            ${sumsSql(meanKind)}, count(*)::int AS count
     FROM telemetry.reading
     WHERE series_id = ANY($1) AND quality = 0 AND time >= to_timestamp($2::float8 / 1000)
     GROUP BY 1, 2`,
    [ids, from, COLUMN_MS],
  );
  for (const { id, place, ...sums } of rows) {
    const own = means.get(id) ?? new Array<number | null>(CELL_COLUMNS).fill(null);
    if (place >= 0 && place < CELL_COLUMNS) own[place] = meanOf(sums, meanKind);
    means.set(id, own);
  }
}

/** Neither low nor high, and nothing lies between two of them. */
function isDirection({ quantity }: Pick<Row, 'quantity'>): boolean {
  return meanKindOf(quantity) === 'circular_mean';
}

const NO_FACTS = { lowest: null, highest: null, hourAgo: null };

async function readFacts(client: PoolClient, ids: readonly number[], timeZone: string, now: number) {
  const { rows } = await client.query<Pick<CellPast, 'lowest' | 'highest' | 'hourAgo'> & { id: number }>(
    `WITH day AS (SELECT date_trunc('day', now() AT TIME ZONE $2) AT TIME ZONE $2 AS midnight)
     SELECT cell.id, today.lowest, today.highest, ago.value AS "hourAgo"
     FROM day, unnest($1::int[]) AS cell (id)
     LEFT JOIN LATERAL (SELECT min(value) AS lowest, max(value) AS highest FROM telemetry.reading
                        WHERE series_id = cell.id AND quality = 0 AND time >= day.midnight) AS today ON true
     LEFT JOIN LATERAL (SELECT value FROM telemetry.reading
                        WHERE series_id = cell.id AND quality = 0
                          AND time BETWEEN to_timestamp($3::float8 / 1000) - interval '2 hours'
                                       AND to_timestamp($3::float8 / 1000) - interval '1 hour'
                        ORDER BY time DESC, tie DESC LIMIT 1) AS ago ON true`,
    [ids, timeZone, now],
  );
  return new Map(rows.map(({ id, ...facts }) => [id, facts]));
}

const RHYTHMS_TO_GAP = 3;

/** A line goes straight on over columns that hold nothing, as long as its rhythm allows: what speaks once an hour has no gaps. */
export function bridged(means: readonly (number | null)[]): readonly (number | null)[] {
  const places = means.flatMap((mean, place) => (mean === null ? [] : [place]));
  const patience = RHYTHMS_TO_GAP * (rhythmOf(Float64Array.from(places)) ?? 1);
  return means.map((mean, place) => {
    if (mean !== null) return mean;
    const after = places.find((one) => one > place);
    const before = places.findLast((one) => one < place);
    if (after === undefined || before === undefined || after - before > patience) return null;
    const [from = null, to = null] = [means[before], means[after]];
    return from === null || to === null ? null : from + ((to - from) * (place - before)) / (after - before);
  });
}
