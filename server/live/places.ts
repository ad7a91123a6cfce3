import type pg from 'pg';
import type { Sight } from '@/contracts/people';
import { roomsSeen } from '@/server/sight';
import type { WatchedScope } from './watched-scope';

/** Which sensors and rooms there are, asked of PostgreSQL by primary key or index. */
export interface Places {
  /** Is there such a place, and is it one of those that are seen? To whoever doesn't see it, there is none. */
  exists(scope: WatchedScope, sight: Sight): Promise<boolean>;
  /** The sensors of each of these rooms. */
  sensorsOf(roomIds: readonly number[]): Promise<Map<number, Set<string>>>;
}

export function createPlaces(pool: pg.Pool): Places {
  return {
    exists: async (scope, sight) => {
      if (scope.kind === 'home' || scope.kind === 'rooms') return true;
      const room = scope.kind === 'room' ? 'id' : 'room_id';
      const found = await pool.query(
        `SELECT 1 FROM ${scope.kind} WHERE id = $1 AND ($2::int[] IS NULL OR ${room} = ANY($2))`,
        [scope.id, roomsSeen(sight)],
      );
      return found.rowCount === 1;
    },
    sensorsOf: async (roomIds) => {
      const found = await pool.query<{ id: string; room_id: number }>(
        'SELECT id, room_id FROM sensor WHERE room_id = ANY($1)',
        [roomIds],
      );
      const rooms = new Map(roomIds.map((id) => [id, new Set<string>()]));
      for (const row of found.rows) rooms.get(row.room_id)?.add(row.id);
      return rooms;
    },
  };
}
