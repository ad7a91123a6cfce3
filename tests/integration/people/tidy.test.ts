import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { invite, share, tidyPeople } from '@/server/people/commands';
import { aDatabase } from '@/tests/support/a-database';
import { aPerson, peopleOf } from '@/tests/support/signed-in';

it('clears away sessions that are over and old links, and nothing that holds', async () => {
  const database = await aDatabase();
  onTestFinished(() => database.drop());
  await database.pool.query("INSERT INTO home (id, name, time_zone) VALUES (1, 'Home', 'UTC')");
  const dataDir = mkdtempSync(path.join(process.env.TEST_FOLDER ?? tmpdir(), 'tidy-'));
  const people = peopleOf({ database, dataDir });
  const by = { who: 'test', address: undefined };
  const [gone, stays] = [await aPerson({ database, dataDir }), await aPerson({ database, dataDir })];
  for (const note of ['old', 'fresh']) {
    await invite(people, { role: 'viewer', sight: 'all', note }, by);
    await share(people, { name: note, sight: 'all', days: 1 }, by);
  }
  await database.pool.query('UPDATE session SET expires_at = now() WHERE person_id = $1', [gone.id]);
  await database.pool.query(
    "UPDATE one_time_link SET expires_at = now() - interval '31 days' WHERE note = 'old'",
  );
  await database.pool.query(
    "UPDATE share_link SET revoked_at = now() - interval '31 days' WHERE name = 'old'",
  );

  await tidyPeople(people);

  const left = async (sql: string) =>
    (await database.pool.query<{ of: string }>(sql)).rows.map(({ of }) => of);
  expect(await left('SELECT person_id AS "of" FROM session')).toEqual([stays.id]);
  expect(await left('SELECT note AS "of" FROM one_time_link')).toEqual(['fresh']);
  expect(await left('SELECT name AS "of" FROM share_link')).toEqual(['fresh']);
});
