import type pg from 'pg';
import type { Scope } from '@/contracts/socket-events';

/** Which sensors and rooms there are, asked of PostgreSQL by primary key or index. */
export interface Places {
  exists(scope: Scope): Promise<boolean>;
  /** The sensors of each of these rooms. */
  sensorsOf(roomIds: readonly number[]): Promise<Map<number, Set<string>>>;
}

export function createPlaces(pool: pg.Pool): Places {
  return {
    exists: async (scope) => {
      if (scope.kind === 'home') return true;
      const found = await pool.query(`SELECT 1 FROM ${scope.kind} WHERE id = $1`, [scope.id]);
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
