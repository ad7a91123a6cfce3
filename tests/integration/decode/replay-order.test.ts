import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { inTransaction } from '@/server/database';
import { claimJob, isAwaited, nextJob } from '@/server/decode/replay/job-store';
import { askForLateKnowledge } from '@/server/decode/replay/late-knowledge';
import { aDatabase } from '@/tests/support/a-database';

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
});
beforeEach(() => database.pool.query('DELETE FROM replay_job'));
afterAll(() => database.drop());

async function ask(kind: string): Promise<number> {
  const { rows } = await database.pool.query<{ id: number }>(
    `INSERT INTO replay_job (kind, what, who, topics, from_at, to_at)
     VALUES ($1, 'a test', 'test', '{#}', now(), now()) RETURNING id`,
    [kind],
  );
  return rows[0]?.id ?? 0;
}

const told = (validFrom: number) => ({
  ...{ family: 'esphome', key: 'attic', content: '{}', hash: 'x' },
  validFrom,
});
const tell = (validFrom: number) =>
  inTransaction(database, (client) => askForLateKnowledge(client, [told(validFrom)]));
const kinds = async () =>
  (await database.pool.query<{ kind: string }>('SELECT kind FROM replay_job ORDER BY id')).rows.map(
    ({ kind }) => kind,
  );

it('what devices told late rests until more has come, but is never overtaken', async () => {
  await tell(1_000);
  expect(await nextJob(database.pool)).toBeUndefined();

  await ask('mapping');

  expect(await nextJob(database.pool)).toMatchObject({ kind: 'knowledge' });
});

it('what is told in the same seconds is one replay, until that begins', async () => {
  await tell(2_000_000);
  await tell(1_000_000);
  expect(await kinds()).toEqual(['knowledge']);
  await ask('mapping');
  const stale = await nextJob(database.pool);
  await tell(500_000);
  if (stale === undefined) throw new Error('there is none');

  const claimed = await claimJob(database.pool, stale);

  expect(claimed).toMatchObject({ from: 500, told: { length: 3 } });
  await tell(3_000_000);
  expect(await kinds()).toEqual(['knowledge', 'mapping', 'knowledge']);
});

it('what is only written anew gives way to what changes something', async () => {
  const rebuild = await ask('rebuild');
  expect(await nextJob(database.pool)).toMatchObject({ id: rebuild });
  expect(await isAwaited(database.pool, rebuild)).toBe(false);

  const range = await ask('range');

  expect(await isAwaited(database.pool, rebuild)).toBe(true);
  expect(await nextJob(database.pool)).toMatchObject({ id: range });
});
