import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { inTransaction } from '@/server/database';
import { MOST_VERSIONS } from '@/server/decode/family-memory';
import { createKnowledge } from '@/server/decode/knowledge';
import { momentOfValidity, storeTold, writeAlone } from '@/server/decode/write-knowledge';
import { aDatabase } from '@/tests/support/a-database';
import { aMapping } from '@/tests/support/builders';

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
  await database.pool.query(`INSERT INTO sensor (id, name) VALUES ('kitchen', 'Kitchen')`);
});
afterAll(() => database.drop());

/** Whether someone waits for those who write. */
async function isWaiting(): Promise<boolean> {
  const { rowCount } = await database.pool.query(
    `SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
      WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`,
  );
  return rowCount === 1;
}

it('a look waits for the mapping that is being written, however long that takes', async () => {
  const knowledge = createKnowledge(database.pool);
  const definition = aMapping();
  let looked: Promise<void> | undefined;
  const validFrom = await inTransaction(database, async (writer) => {
    await writeAlone(writer);
    const moment = await momentOfValidity(writer);
    looked = knowledge.refresh();
    await vi.waitUntil(isWaiting);
    await writer.query(
      `WITH mapping AS (INSERT INTO mapping (key) VALUES ($1) RETURNING id)
       INSERT INTO mapping_version (mapping_id, version, valid_from, definition) SELECT id, 1, $2, $3 FROM mapping`,
      [definition.topic, moment, JSON.stringify(definition)],
    );
    return Date.parse(moment);
  });
  await looked;

  expect(knowledge.memory.inForce(definition.topic, validFrom + 1)).toHaveLength(1);
  expect(knowledge.memory.inForce(definition.topic, validFrom - 1)).toEqual([]);
});

it('keeps of what was told of one thing the newest, and of others everything', async () => {
  const told = (key: string, n: number) => ({
    family: 'rtl_433',
    key,
    validFrom: n * 1_000_000,
    content: `{"n":${n}}`,
    hash: `${n}`,
  });
  const changes = Array.from({ length: MOST_VERSIONS + 5 }, (_, n) => told('often', n));
  await inTransaction(database, (client) => storeTold(client, [...changes, told('once', 0)]));
  await inTransaction(database, (client) => storeTold(client, [told('often', 1_000)]));

  const { rows } = await database.pool.query<{ key: string; kept: number; oldest: Date }>(
    'SELECT key, count(*)::int AS kept, min(valid_from) AS oldest FROM knowledge GROUP BY key ORDER BY key',
  );
  expect(rows).toEqual([
    { key: 'often', kept: MOST_VERSIONS, oldest: new Date(6_000) },
    { key: 'once', kept: 1, oldest: new Date(0) },
  ]);
});
