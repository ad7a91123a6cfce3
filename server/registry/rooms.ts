import type { PoolClient } from 'pg';
import type { Sight } from '@/contracts/people';
import type { Outcome, RoomSummary } from '@/contracts/registry';
import { type Database, inTransaction } from '@/server/database';
import { roomsSeen } from '@/server/sight';
import { announceChange, MOST_NAME, nameProblem } from './fields';

type Pool = Pick<Database, 'pool'>;

/** Every room that is seen, in its order, with how many sensors are in it. */
export async function readRooms({ pool }: Pool, sight: Sight): Promise<readonly RoomSummary[]> {
  const { rows } = await pool.query<RoomSummary>(
    `SELECT room.id, room.name, count(sensor.id)::int AS sensors
     FROM room LEFT JOIN sensor ON sensor.room_id = room.id
     WHERE $1::int[] IS NULL OR room.id = ANY($1)
     GROUP BY room.id ORDER BY room.position, room.name`,
    [roomsSeen(sight)],
  );
  return rows;
}

/** Makes a room, the last in order. */
export function addRoom(database: Pool, name: string): Promise<Outcome<{ readonly id: number }>> {
  return change(database, async (client) => {
    const problem = nameProblem(name);
    if (problem !== undefined) return { refused: { problem, field: 'name' } };
    const { rows } = await client.query<{ id: number }>(
      `INSERT INTO room (name, position) SELECT $1, coalesce(max(position), 0) + 1 FROM room
       ON CONFLICT (name) DO NOTHING RETURNING id`,
      [name.trim()],
    );
    return rows[0] === undefined ? taken(name) : { done: rows[0] };
  });
}

/** Renames a room, unless it is no longer called what it was (`before`) when that began. */
export function renameRoom(
  database: Pool,
  id: number,
  { before, name }: { readonly before: string; readonly name: string },
): Promise<Outcome<null>> {
  return change(database, async (client) => {
    const problem = nameProblem(name);
    if (problem !== undefined) return { refused: { problem, field: 'name' } };
    const other = await client.query('SELECT FROM room WHERE name = $1 AND id <> $2', [name.trim(), id]);
    if (other.rowCount !== 0) return taken(name);
    const { rows } = await client.query<{ name: string }>('SELECT name FROM room WHERE id = $1 FOR UPDATE', [
      id,
    ]);
    if (rows[0] === undefined) return GONE;
    if (rows[0].name !== before) return { refused: { problem: outdated(rows[0].name) } };
    await client.query('UPDATE room SET name = $2 WHERE id = $1', [id, name.trim()]);
    return DONE;
  });
}

/** Puts the rooms into this order; those that aren't named come after them, as they were. */
export function orderRooms(database: Pool, ids: readonly number[]): Promise<Outcome<null>> {
  return change(database, async (client) => {
    await client.query(
      `UPDATE room SET position = placed.place
       FROM (SELECT room.id, row_number() OVER (ORDER BY wanted.n NULLS LAST, room.position, room.name) AS place
             FROM room LEFT JOIN unnest($1::int[]) WITH ORDINALITY AS wanted (id, n) ON wanted.id = room.id) AS placed
       WHERE placed.id = room.id AND room.position <> placed.place`,
      [ids],
    );
    return DONE;
  });
}

/** Puts the sensors of a room into another one, or into none, and removes the room. */
export function mergeRooms(database: Pool, id: number, into: number | null): Promise<Outcome<null>> {
  return change(database, async (client) => {
    if (id === into) return { refused: { problem: 'A room can’t be merged into itself.' } };
    const wanted = [id, ...(into === null ? [] : [into])];
    const { rowCount } = await client.query('SELECT FROM room WHERE id = ANY($1) FOR UPDATE', [wanted]);
    if (rowCount !== wanted.length) return GONE;
    await client.query('UPDATE sensor SET room_id = $2 WHERE room_id = $1', [id, into]);
    await client.query('DELETE FROM room WHERE id = $1', [id]);
    return DONE;
  });
}

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

const DONE = { done: null } as const;
const GONE = { refused: { problem: 'That room is no more: somebody removed it meanwhile.' } } as const;

function outdated(name: string): string {
  return `Somebody else called this room “${name}” meanwhile. Nothing was changed.`;
}

function taken(name: string) {
  return { refused: { problem: `There is a room called “${name.trim()}” already.`, field: 'name' } } as const;
}

function change<Done>(
  database: Pool,
  work: (client: PoolClient) => Promise<Outcome<Done>>,
): Promise<Outcome<Done>> {
  return inTransaction(database, async (client) => {
    const outcome = await work(client);
    if ('done' in outcome) await announceChange(client);
    return outcome;
  });
}
