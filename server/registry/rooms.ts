import type { PoolClient } from 'pg';
import type { Sight } from '@/contracts/people';
import type { RoomSummary } from '@/contracts/registry';
import type { Database } from '@/server/database';
import { roomsSeen } from '@/server/sight';
import { MOST_NAME } from './fields';
import { placesOf } from './places';

type Pool = Pick<Database, 'pool'>;

/** Every room that is seen, floor by floor in its order, with how many sensors are in it. */
export async function readRooms({ pool }: Pool, sight: Sight): Promise<readonly RoomSummary[]> {
  const { rows } = await pool.query<RoomSummary>(
    `SELECT room.id, room.name, room.floor_id AS "floorId", count(sensor.id)::int AS sensors
     FROM room LEFT JOIN floor ON floor.id = room.floor_id LEFT JOIN sensor ON sensor.room_id = room.id
     WHERE $1::int[] IS NULL OR room.id = ANY($1)
     GROUP BY room.id, floor.id ORDER BY floor.position, floor.name, room.position, room.name`,
    [roomsSeen(sight)],
  );
  return rows;
}

export const {
  add: addRoom,
  rename: renameRoom,
  order: orderRooms,
  merge: mergeRooms,
} = placesOf({ table: 'room', held: 'sensor', column: 'room_id' });

/** The id of the room of that name, made when there is none; inside a transaction. */
export async function roomNamed(client: PoolClient, name: string): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(
    `WITH made AS (
       INSERT INTO room (name, position) SELECT $1, coalesce(max(position), 0) + 1 FROM room
       ON CONFLICT (name) DO NOTHING RETURNING id
     ) SELECT id FROM made UNION ALL SELECT id FROM room WHERE name = $1 LIMIT 1`,
    [name.slice(0, MOST_NAME)],
  );
  return rows[0]?.id;
}
