import type { PoolClient } from 'pg';
import type { DeviceName } from '@/contracts/device';
import type { EditedSensor, Outcome, SensorFields } from '@/contracts/registry';
import type { ArchivedSensor } from '@/contracts/sensor-facts';
import { type Database, inTransaction } from '@/server/database';
import { bindUnbound, profileGiven, writeAlone } from '@/server/decode/commands';
import { allOrNothing, announceChange, nameProblem } from './fields';
import { roomNamed } from './rooms';
import { freeSensorId } from './sensor-id';

type Pool = Pick<Database, 'pool'>;

/** Makes a sensor, fed by the device if one is named that feeds none. Its id comes from its name and never changes. */
export function addSensor(
  database: Pool,
  fields: SensorFields,
  device?: DeviceName,
): Promise<Outcome<{ readonly id: string }>> {
  return allOrNothing(database, async (client) => {
    const made = await makeSensor(client, fields);
    if ('refused' in made) return made;
    const { id } = made.done;
    if (device !== undefined && (await bindUnbound(client, id, device)) === undefined) return FEEDS_ANOTHER;
    await profileGiven(client, id);
    await announceChange(client);
    return made;
  });
}

/** Makes a sensor inside a transaction, which tells of it. */
export async function makeSensor(
  client: PoolClient,
  fields: SensorFields,
): Promise<Outcome<{ readonly id: string }>> {
  const refused = problemOf(fields);
  if (refused !== undefined) return { refused };
  // Two of the same name at once would want the same id.
  await client.query("SELECT pg_advisory_xact_lock(hashtext('hearth sensor id'))");
  const id = await freeSensorId(client, fields.name);
  const roomId = await roomOf(client, fields.room);
  await client.query('INSERT INTO sensor (id, name, room_id, icon, profile) VALUES ($1, $2, $3, $4, $5)', [
    id,
    fields.name.trim(),
    roomId,
    fields.icon,
    fields.profile,
  ]);
  return { done: { id } };
}

/** Changes what a person says of a sensor, unless it is no longer what it was (`before`) when they began. */
export function editSensor(
  database: Pool,
  id: string,
  before: SensorFields,
  fields: SensorFields,
): Promise<Outcome<null>> {
  return inTransaction(database, async (client) => {
    const refused = problemOf(fields);
    if (refused !== undefined) return { refused };
    // Before the sensor's row is held: who binds a device to it does so in this order, too.
    await writeAlone(client);
    const { rows } = await client.query<SensorFields>(
      `SELECT sensor.name, (SELECT name FROM room WHERE room.id = room_id) AS room, icon, profile
       FROM sensor WHERE id = $1 FOR UPDATE`,
      [id],
    );
    const [now] = rows;
    if (now === undefined) return GONE;
    if (!isSame(now, before)) return { refused: { problem: OUTDATED } };
    const roomId = await roomOf(client, fields.room);
    await client.query('UPDATE sensor SET name = $2, room_id = $3, icon = $4, profile = $5 WHERE id = $1', [
      id,
      fields.name.trim(),
      roomId,
      fields.icon,
      fields.profile,
    ]);
    await profileGiven(client, id);
    await announceChange(client);
    return { done: null };
  });
}

/** An archived sensor is on no list, and its readings go on being kept; `false` brings it back. */
export function archiveSensor(database: Pool, id: string, isArchived: boolean): Promise<Outcome<null>> {
  return inTransaction(database, async (client) => {
    const { rowCount } = await client.query(
      'UPDATE sensor SET archived_at = CASE WHEN $2 THEN coalesce(archived_at, now()) END WHERE id = $1',
      [id, isArchived],
    );
    if (rowCount === 0) return GONE;
    await announceChange(client);
    return { done: null };
  });
}

/** A sensor as it is edited; undefined when there is none of that id. */
export async function readEditedSensor({ pool }: Pool, id: string): Promise<EditedSensor | undefined> {
  const { rows } = await pool.query<EditedSensor>(
    `SELECT sensor.id, sensor.name, room.name AS room, icon, profile,
            (extract(epoch FROM archived_at) * 1000)::float8 AS "archivedAt",
            (SELECT json_build_object('family', device.family, 'key', device.natural_key, 'name', device.name)
             FROM binding JOIN device ON device.id = binding.device_id
             WHERE binding.sensor_id = sensor.id AND valid_to IS NULL ORDER BY valid_from DESC LIMIT 1) AS device,
            array(SELECT definition ->> 'topic' FROM (
              SELECT DISTINCT ON (mapping.id) mapping.id, version.definition
              FROM mapping_sensor AS fed JOIN mapping ON mapping.id = fed.mapping_id
              JOIN mapping_version AS version ON version.mapping_id = mapping.id
              WHERE fed.sensor_id = sensor.id ORDER BY mapping.id, version.version DESC) AS newest
              WHERE definition IS NOT NULL ORDER BY 1) AS topics
     FROM sensor LEFT JOIN room ON room.id = sensor.room_id WHERE sensor.id = $1`,
    [id],
  );
  return rows[0];
}

/** Those that are archived, by name. */
export async function readArchived({ pool }: Pool): Promise<readonly ArchivedSensor[]> {
  const { rows } = await pool.query<ArchivedSensor>(
    `SELECT sensor.id, sensor.name, room.name AS room,
            (extract(epoch FROM archived_at) * 1000)::float8 AS "archivedAt"
     FROM sensor LEFT JOIN room ON room.id = sensor.room_id
     WHERE archived_at IS NOT NULL ORDER BY sensor.name, sensor.id`,
  );
  return rows;
}

const GONE = { refused: { problem: 'That sensor is no more: somebody removed it meanwhile.' } } as const;
const FEEDS_ANOTHER = {
  refused: { problem: 'That device feeds a sensor by now: somebody added it meanwhile. Nothing was added.' },
} as const;
const OUTDATED =
  'Somebody else changed this sensor meanwhile. Nothing was saved: reload the page to see what it is now.';

function problemOf({ name, room }: SensorFields): { problem: string; field: string } | undefined {
  const ofName = nameProblem(name);
  if (ofName !== undefined) return { problem: ofName, field: 'name' };
  const ofRoom = room === null ? undefined : nameProblem(room);
  return ofRoom === undefined ? undefined : { problem: ofRoom, field: 'room' };
}

async function roomOf(client: PoolClient, room: string | null): Promise<number | null> {
  return room === null ? null : ((await roomNamed(client, room.trim())) ?? null);
}

function isSame(one: SensorFields, other: SensorFields): boolean {
  const of = ({ name, room, icon, profile }: SensorFields) => JSON.stringify([name, room, icon, profile]);
  return of(one) === of(other);
}
