import type { PoolClient } from 'pg';
import type { Range, RangeJudgement } from '@/contracts/believable';
import type { NewestReading, SentMessage, SeriesSpan } from '@/contracts/history';
import type { CellPast, HouseNow } from '@/contracts/house';
import type { Sight } from '@/contracts/people';
import type { ReadingsWithin } from '@/contracts/provenance';
import { meanKindOf } from '@/contracts/quantities';
import { CLOCKS } from '@/contracts/reading';
import type { SensorList, SensorSummary } from '@/contracts/sensor';
import type { SensorFacts } from '@/contracts/sensor-facts';
import type { Cursor } from '@/contracts/socket-events';
import { READINGS } from '@/contracts/topics';
import { type Database, inTransaction } from '@/server/database';
import { roomsSeen, SEEN_SQL } from '@/server/sight';
import type { LogReader } from '@/server/stream/log-reader';
import { positions } from '@/server/stream/offset-fence';
import { readCells } from './cells';
import { readHouse } from './house';
import { judgeValues } from './judge-values';
import { IMPLAUSIBLE } from './measured-value';
import { rawPlaces, readRawMessages } from './raw-messages';
import { readSpan, type SpanRequest } from './read-span';
import { readFacts } from './sensor-facts';
import { readRoomSensors, readSensor, readSensors } from './sensor-rows';
import { type FoundReading, readReading, readReadingsWithin } from './stored-reading';

type Pool = Pick<Database, 'pool'>;

export interface SeriesName {
  readonly sensorId: string;
  readonly quantity: string;
  readonly channel: string | null;
  /** The series read last when absent: a sensor has a quantity in one unit, nearly always. */
  readonly unit?: string;
}

/** Every sensor with its newest values, and where a watch of the home goes on. */
export function sensorList(database: Pool, sight: Sight): Promise<SensorList> {
  return atOneMoment(database, async (client, cursor) => ({
    sensors: await readSensors(client, sight),
    ...cursor,
    serverTime: Date.now(),
  }));
}

/** What lists say of every sensor besides its values. */
export function sensorFacts(database: Pool, sight: Sight): Promise<readonly SensorFacts[]> {
  return atOneMoment(database, (client) => readFacts(client, sight));
}

/** A room's sensors with their newest values, and where a watch of the room goes on. */
export function roomSensorList(database: Pool, roomId: number, sight: Sight): Promise<SensorList> {
  return atOneMoment(database, async (client, cursor) => ({
    sensors: await readRoomSensors(client, roomId, sight),
    ...cursor,
    serverTime: Date.now(),
  }));
}

/** One sensor with its newest values, and where a watch goes on; undefined when there is none of that id. */
export function sensorSummary(
  database: Pool,
  sensorId: string,
  sight: Sight,
): Promise<{ sensor: SensorSummary; cursor?: Cursor; serverTime: number } | undefined> {
  return atOneMoment(database, async (client, cursor) => {
    const sensor = await readSensor(client, sensorId, sight);
    return sensor && { sensor, ...cursor, serverTime: Date.now() };
  });
}

/** A span of a series, at most one row a pixel column; empty for a series that isn't there. */
export function seriesSpan(
  database: Pool,
  series: SeriesName,
  request: SpanRequest,
  sight: Sight,
): Promise<SeriesSpan> {
  return atOneMoment(database, async (client, cursor) => ({
    ...(await readSpan(
      client,
      { id: await seriesId(client, series, sight), meanKind: meanKindOf(series.quantity) },
      request,
      Date.now(),
    )),
    ...cursor,
  }));
}

/** The newest readings of a series, newest first. */
export function newestReadings(
  database: Pool,
  series: SeriesName,
  limit: number,
  sight: Sight,
): Promise<readonly NewestReading[]> {
  return atOneMoment(database, async (client) => {
    // What is newer and came earlier over the same partition makes it late.
    const { rows } = await client.query<
      Omit<NewestReading, 'clock' | 'implausible'> & { c: number; q: number }
    >(
      `SELECT (extract(epoch FROM time) * 1000)::float8 AS "measuredAt", value, quality AS q, clock AS c,
              coalesce(min(raw_offset) OVER (PARTITION BY raw_partition ORDER BY time DESC, tie DESC
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) < raw_offset, false) AS late
         FROM (SELECT * FROM telemetry.reading WHERE series_id = $1 ORDER BY time DESC, tie DESC LIMIT $2) AS newest
        ORDER BY time DESC, tie DESC`,
      [(await seriesId(client, series, sight)) ?? null, limit],
    );
    return rows.map(({ measuredAt, value, late, c, q }) => ({
      measuredAt,
      value,
      implausible: q === IMPLAUSIBLE,
      late,
      clock: CLOCKS[c] ?? 'device',
    }));
  });
}

/** What a range would make of a series' stored values. */
export async function rangeJudgement(
  database: Pool,
  series: SeriesName,
  range: Range,
  sight: Sight,
): Promise<RangeJudgement> {
  return atOneMoment(database, async (client) =>
    judgeValues(client, await seriesId(client, series, sight), range),
  );
}

/** The messages of which the newest readings of a series came, newest first, as they were sent. */
export async function sentMessages(
  database: Pool,
  log: Pick<LogReader, 'readRecord'>,
  series: SeriesName,
  limit: number,
  sight: Sight,
): Promise<readonly SentMessage[]> {
  const places = await atOneMoment(database, async (client) =>
    rawPlaces(client, await seriesId(client, series, sight), limit),
  );
  return readRawMessages(log, places);
}

/** The reading of a series at a moment, µs since 1970; undefined where there is none, or its sensor isn't seen. */
export function storedReading(
  database: Pool,
  series: SeriesName,
  at: number,
  sight: Sight,
): Promise<FoundReading | undefined> {
  return atOneMoment(database, async (client) => {
    const id = await seriesId(client, series, sight);
    return id === undefined ? undefined : readReading(client, id, at);
  });
}

/** The readings of a series between two moments (ms since 1970): their number, and those that one can ask about. */
export function readingsWithin(
  database: Pool,
  series: SeriesName,
  span: { readonly from: number; readonly to: number },
  sight: Sight,
): Promise<ReadingsWithin> {
  return atOneMoment(database, async (client) => {
    const id = await seriesId(client, series, sight);
    const none = { count: 0, lowest: null, highest: null, newest: null };
    return id === undefined ? none : readReadingsWithin(client, { id, quantity: series.quantity }, span);
  });
}

/** What the whole house took over a span, and what it took since midnight of the zone: as far as its sensors are seen. */
export function houseNow(
  database: Pool,
  request: SpanRequest,
  timeZone: string,
  sight: Sight,
): Promise<HouseNow> {
  return atOneMoment(database, (client) => readHouse(client, request, { timeZone, sight, now: Date.now() }));
}

/** What the board's cells show of a room's last 24 h; null: of the sensors that are in no room. */
export function roomCells(
  database: Pool,
  roomId: number | null,
  timeZone: string,
): Promise<readonly CellPast[]> {
  return atOneMoment(database, (client) => readCells(client, roomId, timeZone, Date.now()));
}

/** Rows and history's position of one and the same moment: the position is the rows' cursor. */
function atOneMoment<Result>(
  database: Pool,
  read: (client: PoolClient, cursor: { readonly cursor?: Cursor }) => Promise<Result>,
): Promise<Result> {
  return inTransaction(
    database,
    async (client) => {
      const cursor = await positions(client, 'history', READINGS);
      return read(client, cursor === undefined ? {} : { cursor });
    },
    'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
}

/** Undefined for a series that isn't there, or whose sensor isn't seen. */
async function seriesId(client: PoolClient, series: SeriesName, sight: Sight): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    `SELECT series.id FROM series JOIN sensor ON sensor.id = series.sensor_id
       LEFT JOIN telemetry.latest ON latest.series_id = series.id
      WHERE ${SEEN_SQL} AND sensor_id = $2 AND quantity = $3 AND channel IS NOT DISTINCT FROM $4
        AND ($5::text IS NULL OR unit = $5)
      ORDER BY latest.seen_at DESC NULLS LAST, series.id LIMIT 1`,
    [roomsSeen(sight), series.sensorId, series.quantity, series.channel, series.unit ?? null],
  );
  return rows[0]?.id;
}
