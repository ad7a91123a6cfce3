import type pg from 'pg';

type Asked = Pick<pg.Pool | pg.PoolClient, 'query'>;

/** Of the rooms that somebody names, those that there are. */
export async function roomsThatAre(asked: Asked, ids: readonly number[]): Promise<readonly number[]> {
  const { rows } = await asked.query<{ id: number }>('SELECT id FROM room WHERE id = ANY($1) ORDER BY id', [
    ids,
  ]);
  return rows.map(({ id }) => id);
}
