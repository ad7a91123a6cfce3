import { afterAll, beforeAll, expect, it } from 'vitest';
import { auditedFrom, recordEvent } from '@/server/audit';
import { readAudit } from '@/server/people/queries';
import { aHome, type TestHome } from '@/tests/support/a-home';
import { aPerson } from '@/tests/support/signed-in';

let home: TestHome;
let database: TestHome['database'];
let people: TestHome['people'];
beforeAll(async () => {
  home = await aHome('UTC');
  ({ database, people } = home);
});
afterAll(() => database?.drop());

it('writes down from where something was done', async () => {
  const event = { who: 'jana', action: 'tried', subject: 'a topic', detail: {} };

  await auditedFrom('192.168.1.7', async () => {
    await recordEvent(database.pool, event);
    await recordEvent(database.pool, { ...event, address: '10.0.0.1' });
  });
  await recordEvent(database.pool, event);

  const entries = await readAudit(people, { text: 'a topic', before: undefined, limit: 10 });
  expect(entries.map(({ address }) => address)).toEqual([null, '10.0.0.1', '192.168.1.7']);
});

it('keeps what was done, against everybody', async () => {
  await aPerson(home);

  await expect(database.pool.query("UPDATE audit_entry SET who = 'somebody else'")).rejects.toThrow(
    /append-only/,
  );
  await expect(database.pool.query('DELETE FROM audit_entry')).rejects.toThrow(/append-only/);
  await expect(database.pool.query('TRUNCATE audit_entry')).rejects.toThrow(/append-only/);
});
