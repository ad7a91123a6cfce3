import type { Database } from '@/server/database';

const SPACE = 0x746f7063;

/** Runs `work` while nobody else changes this topic; undefined when somebody does, in whatever process. */
export async function withTopicLock<Result>(
  { pool }: Pick<Database, 'pool'>,
  topic: string,
  work: () => Promise<Result>,
): Promise<Result | undefined> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1, hashtext($2)) AS taken',
      [SPACE, topic],
    );
    if (rows[0]?.taken !== true) return undefined;
    try {
      return await work();
    } finally {
      await client
        .query('SELECT pg_advisory_unlock($1, hashtext($2))', [SPACE, topic])
        .catch((error: Error) => {
          // The lock goes with the connection.
          broken = error;
        });
    }
  } finally {
    client.release(broken);
  }
}
