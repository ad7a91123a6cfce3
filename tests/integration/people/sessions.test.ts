import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { changePassword, endSessions, signIn, signOut } from '@/server/people/commands';
import { identify, readSessions } from '@/server/people/queries';
import { aHome, type TestHome } from '@/tests/support/a-home';
import { aPerson, cookieOf, SEAT } from '@/tests/support/signed-in';

const HERE = { who: 'test', address: undefined };

let home: TestHome;
let database: TestHome['database'];
let people: TestHome['people'];
beforeAll(async () => {
  home = await aHome('UTC');
  ({ database, people } = home);
});
afterAll(() => database?.drop());
beforeEach(async () => {
  await database.pool.query('DELETE FROM person');
  await database.pool.query('DELETE FROM sign_in_failure');
});

const whoHas = async (cookie: string) => (await identify(people, { cookie })).visitor;
const refusedFor = (outcome: object) => ('refused' in outcome ? outcome.refused : undefined);

it('ends a session by signing out, by its age, and with its person’s time', async () => {
  const admin = await aPerson(home);
  const cookies = await Promise.all([1, 2, 3].map(() => cookieOf(people, admin)));
  const [out = '', old = '', over = ''] = cookies;
  await signOut(people, { cookie: out });
  const idOf = async (cookie: string) => (await whoHas(cookie))?.key.split(' ')[1];
  await database.pool.query("UPDATE session SET created_at = now() - interval '91 days' WHERE id = $1", [
    await idOf(old),
  ]);
  expect(await whoHas(out)).toBeUndefined();
  expect(await whoHas(old)).toBeUndefined();
  expect(await whoHas(over)).toBeDefined();

  await database.pool.query("UPDATE person SET ends_at = now() - interval '1 second' WHERE id = $1", [
    admin.id,
  ]);

  expect(await whoHas(over)).toBeUndefined();
  expect(refusedFor(await signIn(people, { ...admin, stays: true }, SEAT))).toBeDefined();
});

it('believes no cookie that it did not sign', async () => {
  const admin = await aPerson(home);
  const { rows } = await database.pool.query<{ token: string }>('SELECT token FROM session');

  // Whoever reads the database has the token, and not the key.
  expect(await whoHas(`hearth.session=${rows[0]?.token}`)).toBeUndefined();
  expect(await whoHas(`hearth.session=${rows[0]?.token}.${'A'.repeat(43)}%3D`)).toBeUndefined();
  expect(await whoHas(admin.cookie)).toBeDefined();
});

it('lists somebody’s sessions, ends one, and all others', async () => {
  const admin = await aPerson(home);
  const [here, there, elsewhere] = [
    admin.cookie,
    await cookieOf(people, admin),
    await cookieOf(people, admin),
  ];
  const key = (await whoHas(here))?.key ?? '';
  const sessions = await readSessions(people, admin.id, key);
  expect(sessions.map(({ isThis }) => isThis).filter(Boolean)).toHaveLength(1);
  const id = (await whoHas(there))?.key.split(' ')[1];

  await endSessions(people, { personId: admin.id, key, id }, HERE);
  expect([await whoHas(there), (await whoHas(elsewhere))?.name]).toEqual([undefined, 'The admin']);
  await endSessions(people, { personId: admin.id, key, id: undefined }, HERE);
  expect([(await whoHas(here))?.name, await whoHas(elsewhere)]).toEqual(['The admin', undefined]);
});

it('changes a password for who knows the old one, and signs them out everywhere else', async () => {
  const admin = await aPerson(home);
  const elsewhere = await cookieOf(people, admin);
  const key = (await whoHas(admin.cookie))?.key ?? '';
  const change = (current: string, wanted: string) =>
    changePassword(
      people,
      { personId: admin.id, key, current, wanted },
      { who: admin.email, address: '::1' },
    );

  expect(refusedFor(await change('wrong', 'another good one'))).toMatchObject({ field: 'current' });
  expect(refusedFor(await change(admin.password, 'qwertyuiop'))).toMatchObject({ field: 'wanted' });
  expect(await change(admin.password, 'another good one')).toEqual({ done: null });

  expect(await whoHas(elsewhere)).toBeUndefined();
  expect(await whoHas(admin.cookie)).toBeDefined();
  expect(refusedFor(await signIn(people, { ...admin, stays: true }, SEAT))).toBeDefined();
  expect(await cookieOf(people, { ...admin, password: 'another good one' })).toContain('hearth.session');
});
