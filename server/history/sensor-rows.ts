import type { PoolClient } from 'pg';
import type { Sight } from '@/contracts/people';
import { QUANTITIES } from '@/contracts/quantities';
import type { Availability, SensorSummary, SeriesSummary } from '@/contracts/sensor';
import { msOf } from '@/server/ms-of';
import { roomsSeen, SEEN_SQL } from '@/server/sight';
import { rhythmSql } from './rhythm';

/** Of a series whose values were all taken back nothing is left to see; one whose values can't be believed has some. */
const HAS_VALUES = `(
  EXISTS (SELECT FROM telemetry.latest WHERE latest.series_id = series.id)
  OR EXISTS (SELECT FROM telemetry.reading WHERE reading.series_id = series.id))`;

const SENSORS = `
  SELECT sensor.id, sensor.name, sensor.icon, sensor.profile, room.id AS "roomId", room.name AS "roomName", floor.name AS "floorName",
         availability.state, ${msOf('availability.since')} AS since,
         series.quantity, series.channel, series.unit, ${msOf('latest.time')} AS "measuredAt", latest.value,
         ${msOf('latest.seen_at')} AS "seenAt", ${msOf('latest.changed_at')} AS "changedAt", coalesce(learnt.ms, young.ms) AS "rhythmMs"
    FROM sensor
    LEFT JOIN room ON room.id = sensor.room_id
    LEFT JOIN floor ON floor.id = room.floor_id
    LEFT JOIN telemetry.availability ON availability.sensor_id = sensor.id
    LEFT JOIN series ON series.sensor_id = sensor.id AND ${HAS_VALUES}
    LEFT JOIN telemetry.latest ON latest.series_id = series.id
    LEFT JOIN telemetry.rhythm AS learnt ON learnt.series_id = series.id
    LEFT JOIN LATERAL (${rhythmSql('series.id', 'learnt.series_id IS NOT NULL')}) AS young
      ON latest.series_id IS NOT NULL`;
const IN_ORDER =
  'ORDER BY floor.position, floor.name, room.position, room.name, sensor.name, sensor.id, series.channel NULLS FIRST, series.id';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly icon: string | null;
  readonly profile: string | null;
  readonly roomId: number | null;
  readonly roomName: string | null;
  readonly floorName: string | null;
  readonly state: Availability | null;
  readonly since: number;
  readonly quantity: string | null;
  readonly channel: string | null;
  readonly unit: string;
  readonly measuredAt: number | null;
  readonly value: number;
  readonly seenAt: number;
  readonly changedAt: number;
  readonly rhythmMs: number | null;
}

/** Every sensor that is seen and not archived, room by room; those without a room last. */
export async function readSensors(client: PoolClient, sight: Sight): Promise<readonly SensorSummary[]> {
  const { rows } = await client.query<Row>(
    `${SENSORS} WHERE sensor.archived_at IS NULL AND ${SEEN_SQL} ${IN_ORDER}`,
    [roomsSeen(sight)],
  );
  return bySensor(rows);
}

/** A room's sensors that are not archived; none of a room that isn't seen. */
export async function readRoomSensors(
  client: PoolClient,
  roomId: number,
  sight: Sight,
): Promise<readonly SensorSummary[]> {
  const { rows } = await client.query<Row>(
    `${SENSORS} WHERE sensor.archived_at IS NULL AND sensor.room_id = $2 AND ${SEEN_SQL} ${IN_ORDER}`,
    [roomsSeen(sight), roomId],
  );
  return bySensor(rows);
}

export async function readSensor(
  client: PoolClient,
  sensorId: string,
  sight: Sight,
): Promise<SensorSummary | undefined> {
  const { rows } = await client.query<Row>(`${SENSORS} WHERE sensor.id = $2 AND ${SEEN_SQL} ${IN_ORDER}`, [
    roomsSeen(sight),
    sensorId,
  ]);
  return bySensor(rows)[0];
}

function bySensor(rows: readonly Row[]): readonly SensorSummary[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.id);
    if (group === undefined) groups.set(row.id, [row]);
    else group.push(row);
  }
  return [...groups.values()].flatMap((group) => group.slice(0, 1).map((row) => summaryOf(row, group)));
}

function summaryOf(
  { id, name, icon, profile, roomId, roomName, floorName, state, since }: Row,
  rows: readonly Row[],
): SensorSummary {
  return {
    id,
    name,
    icon,
    profile,
    room: roomId === null || roomName === null ? null : roomOf(roomId, roomName, floorName),
    availability: state === null ? null : { state, since },
    series: rows.flatMap(seriesOf).sort((a, b) => placeOf(a) - placeOf(b)),
  };
}

function roomOf(id: number, name: string, floor: string | null): SensorSummary['room'] {
  return { id, name, ...(floor !== null && { floor }) };
}

const PLACES: ReadonlyMap<string, number> = new Map(QUANTITIES.map(({ id }, place) => [id, place]));

/** Series stand in the order of the quantities, what a sensor is there for before its battery. */
function placeOf({ quantity }: SeriesSummary): number {
  return PLACES.get(quantity) ?? QUANTITIES.length;
}

function seriesOf(row: Row): readonly SeriesSummary[] {
  const { quantity, channel, unit, measuredAt, value, seenAt, changedAt, rhythmMs } = row;
  if (quantity === null) return [];
  const latest = measuredAt === null ? null : { measuredAt, value, seenAt, changedAt };
  return [{ quantity, channel, unit, latest, rhythmMs }];
}
