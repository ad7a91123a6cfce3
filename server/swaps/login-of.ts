import type pg from 'pg';

/** The login by which messages of a topic come: of those that hold, the one that may publish there alone, or most closely. */
export async function loginOf(
  database: Pick<pg.Pool | pg.PoolClient, 'query'>,
  topic: string | null,
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const { rows } = await database.query<{ id: string; name: string }>(
    `SELECT id, name FROM device_login, unnest(prefixes) AS prefix
      WHERE revoked_at IS NULL AND kind = 'sensor' AND ($1 = prefix OR starts_with($1, prefix || '/'))
      ORDER BY length(prefix) DESC, created_at DESC LIMIT 1`,
    [topic],
  );
  return rows[0];
}
