import type { PoolClient } from 'pg';
import type { FileSensor, MappingFile } from '@/contracts/mapping-file';
import { type Database, inTransaction } from '@/server/database';
import type { FileError } from '@/server/file-error';
import { bind } from './bindings';
import { readMappingFile, type StandingMapping, standing } from './mapping-file';
import {
  type Author,
  mappingIds,
  type NextVersion,
  newestVersions,
  saysTheSame,
  writeVersions,
} from './mapping-versions';
import { changedProfileRanges } from './profile-ranges';
import { stableJson } from './stable-json';
import { announce, momentOfValidity, writeAlone } from './write-knowledge';
import { writeRanges } from './write-ranges';

export { bindAllUnbound, bindDevice, bindUnbound, endFeeds, unbindDevices } from './bindings';
export { type Continued, continueSensor } from './continue-sensor';
export { setDeviceSettings } from './device-settings';
export { ignore, ignoreNoMore } from './inbox/ignore';
export { profileGiven } from './profile-ranges';
export { askForReplay, type Correction, type ReplayWish, undoReplay } from './replay/ask';
export { putVersionInForce } from './replay/put-in-force';
export { askForRebuild, stopRebuild } from './replay/rebuild';
export { removeMapping, restoreMappingVersion, saveMapping } from './save-mapping';
export { saveTaught } from './save-taught';
export { type RangeSet, setBelievableRange } from './set-range';
export { takeBackBindings } from './take-back-bindings';
export { takeBackTaught } from './take-back-taught';
export { writeAlone } from './write-knowledge';

/** How many rows of each kind a file made or changed; all zero when it said nothing new. */
export interface Applied {
  readonly rooms: number;
  readonly sensors: number;
  readonly bindings: number;
  readonly mappings: number;
  /** When what is new begins to hold, ISO UTC; null when nothing is. */
  readonly validFrom: string | null;
}

export type ApplyResult = { readonly applied: Applied } | { readonly errors: readonly FileError[] };

/**
 * Writes rooms, sensors, bindings and mappings, all or nothing. What the file doesn't name stays as it is, and the same file
 * again changes nothing. A changed mapping becomes a new version that holds from one second on; `validFrom` is for those that
 * bring their past with them, and whose sensors nobody knows yet. `who` is written into the versions.
 */
export async function applyMappingFile(
  database: Pick<Database, 'pool'>,
  text: string,
  options: { readonly validFrom?: Date; readonly who?: string } = {},
): Promise<ApplyResult> {
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    const read = readMappingFile(text, await knownNames(client));
    if ('errors' in read) return read;
    return {
      applied: await write(client, read.file, options.validFrom?.toISOString(), { who: options.who ?? null }),
    };
  });
}

async function write(
  client: PoolClient,
  file: MappingFile,
  since: string | undefined,
  author: Author,
): Promise<Applied> {
  const rooms = await writeRooms(client, file.rooms);
  const sensors = await writeSensors(client, file.sensors);
  const changed = await changedMappings(client, file.mappings.map(standing));
  const rebound = await reboundSensors(client, file.sensors);
  const ranges = await changedProfileRanges(
    client,
    file.sensors.map(({ id }) => id),
  );
  const applied = { rooms, sensors, bindings: rebound.length, mappings: changed.length };
  if (changed.length + rebound.length + ranges.length === 0) return { ...applied, validFrom: null };
  const validFrom = since ?? (await momentOfValidity(client));
  for (const { id, device } of rebound) if (device !== undefined) await bind(client, id, device, validFrom);
  await writeVersions(client, await nextVersions(client, changed), validFrom, author);
  await writeRanges(client, ranges, validFrom);
  await announce(client, validFrom);
  return { ...applied, validFrom };
}

async function knownNames(client: PoolClient) {
  const sensors = await client.query<{ id: string }>('SELECT id FROM sensor');
  const rooms = await client.query<{ name: string }>('SELECT name FROM room');
  const removed = await client.query<{ id: string }>('SELECT id FROM removed_sensor');
  return {
    sensors: new Set(sensors.rows.map(({ id }) => id)),
    rooms: new Set(rooms.rows.map(({ name }) => name)),
    removed: new Set(removed.rows.map(({ id }) => id)),
  };
}

async function writeRooms(client: PoolClient, names: readonly string[]): Promise<number> {
  const { rowCount } = await client.query(
    `INSERT INTO room (name, position)
     SELECT name, (SELECT coalesce(max(position), 0) FROM room) + ordinality
     FROM unnest($1::text[]) WITH ORDINALITY AS given (name, ordinality)
     WHERE NOT EXISTS (SELECT FROM room WHERE room.name = given.name)`,
    [names],
  );
  return rowCount ?? 0;
}

async function writeSensors(client: PoolClient, sensors: readonly FileSensor[]): Promise<number> {
  // What the file doesn't say of a sensor stays as it is; null takes it away.
  const { rowCount } = await client.query(
    `INSERT INTO sensor AS known (id, name, room_id, icon, profile)
     SELECT given.id, given.name, room.id, icon, profile
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) AS given (id, name, room, icon, profile)
     LEFT JOIN room ON room.name = given.room
     ON CONFLICT (id) DO UPDATE SET
       name = excluded.name,
       room_id = CASE WHEN known.id = ANY($6) THEN known.room_id ELSE excluded.room_id END,
       icon = CASE WHEN known.id = ANY($7) THEN known.icon ELSE excluded.icon END,
       profile = CASE WHEN known.id = ANY($8) THEN known.profile ELSE excluded.profile END
     WHERE known.name <> excluded.name OR (known.id <> ALL($6) AND known.room_id IS DISTINCT FROM excluded.room_id)
        OR (known.id <> ALL($7) AND known.icon IS DISTINCT FROM excluded.icon)
        OR (known.id <> ALL($8) AND known.profile IS DISTINCT FROM excluded.profile)`,
    [
      sensors.map(({ id }) => id),
      sensors.map(({ name }) => name),
      sensors.map(({ room }) => room ?? null),
      sensors.map(({ icon }) => icon ?? null),
      sensors.map(({ profile }) => profile ?? null),
      sensors.filter(({ room }) => room === undefined).map(({ id }) => id),
      sensors.filter(({ icon }) => icon === undefined).map(({ id }) => id),
      sensors.filter(({ profile }) => profile === undefined).map(({ id }) => id),
    ],
  );
  return rowCount ?? 0;
}

async function changedMappings(
  client: PoolClient,
  mappings: readonly StandingMapping[],
): Promise<readonly StandingMapping[]> {
  const newest = await newestVersions(client, { keys: mappings.map(({ key }) => key) });
  const stored = new Map(newest.map(({ key, definition }) => [key, definition]));
  return mappings.filter(({ key, definition }) => !saysTheSame(definition, stored.get(key) ?? null));
}

async function reboundSensors(
  client: PoolClient,
  sensors: readonly FileSensor[],
): Promise<readonly FileSensor[]> {
  const { rows } = await client.query<{ sensor_id: string; family: string; natural_key: string }>(
    `SELECT binding.sensor_id, device.family, device.natural_key
     FROM binding JOIN device ON device.id = binding.device_id WHERE binding.valid_to IS NULL`,
  );
  const bound = new Set(rows.map((row) => stableJson([row.sensor_id, row.family, row.natural_key])));
  return sensors.filter(
    ({ id, device }) => device !== undefined && !bound.has(stableJson([id, device.family, device.key])),
  );
}

async function nextVersions(
  client: PoolClient,
  mappings: readonly StandingMapping[],
): Promise<readonly NextVersion[]> {
  const ids = await mappingIds(
    client,
    mappings.map(({ key }) => key),
  );
  return mappings.flatMap(({ key, definition }) => {
    const mappingId = ids.get(key);
    return mappingId === undefined ? [] : { mappingId, definition };
  });
}
