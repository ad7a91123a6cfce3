import { expect, it } from 'vitest';
import { quietClient } from '@/server/quiet-client';
import { aDatabase } from '@/tests/support/a-database';

it('a connection that is ended between two questions tells so with the next one, and ends nothing else', async () => {
  const database = await aDatabase();
  const client = quietClient({ connectionString: database.url });
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const ended = new Promise<void>((resolve) => client.once('end', resolve));

  await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
  await ended;

  await expect(client.query('SELECT 1')).rejects.toThrow(/not queryable|terminat/i);
  await client.end();
  await database.drop();
});
