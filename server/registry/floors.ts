import type { FloorSummary, Outcome } from '@/contracts/registry';
import type { Database } from '@/server/database';
import { change, DONE, gone, placesOf } from './places';

type Pool = Pick<Database, 'pool'>;

/** Every floor in its order, with how many rooms are on it. */
export async function readFloors({ pool }: Pool): Promise<readonly FloorSummary[]> {
  const { rows } = await pool.query<FloorSummary>(
    `SELECT floor.id, floor.name, count(room.id)::int AS rooms
     FROM floor LEFT JOIN room ON room.floor_id = floor.id
     GROUP BY floor.id ORDER BY floor.position, floor.name`,
  );
  return rows;
}

export const {
  add: addFloor,
  rename: renameFloor,
  order: orderFloors,
  merge: mergeFloors,
} = placesOf({ table: 'floor', held: 'room', column: 'floor_id' });

/** Puts a room on a floor, or on none. */
export function placeRoom(database: Pool, roomId: number, floorId: number | null): Promise<Outcome<null>> {
  return change(database, async (client) => {
    if (floorId !== null) {
      const floor = await client.query('SELECT FROM floor WHERE id = $1 FOR KEY SHARE', [floorId]);
      if (floor.rowCount === 0) return gone({ table: 'floor' });
    }
    const { rowCount } = await client.query('UPDATE room SET floor_id = $2 WHERE id = $1', [roomId, floorId]);
    return rowCount === 0 ? gone({ table: 'room' }) : DONE;
  });
}
