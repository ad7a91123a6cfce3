import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { changeStanding } from '@/server/people/commands';
import { identify, readPeoplePage } from '@/server/people/queries';
import { aHome, type TestHome } from '@/tests/support/a-home';
import { aPerson } from '@/tests/support/signed-in';

const HERE = { who: 'test', address: undefined };
const GUEST = { role: 'homeowner', sight: 'all' } as const;

let home: TestHome;
let database: TestHome['database'];
let people: TestHome['people'];
beforeAll(async () => {
  home = await aHome('Pacific/Auckland');
  ({ database, people } = home);
});
afterAll(() => database?.drop());
beforeEach(async () => {
  await database.pool.query('DELETE FROM person');
  await aPerson(home);
});

const lineOf = async (id: string) => (await readPeoplePage(people)).people.find((line) => line.id === id);
const change = (id: string, standing: Parameters<typeof changeStanding>[2]) =>
  changeStanding(database, id, standing, HERE);

it('lasts to its end in the home’s zone, and is given up again', async () => {
  const guest = await aPerson(home, { role: 'homeowner' });

  expect(await change(guest.id, { ...GUEST, lastDay: '2040-07-31' })).toEqual({ done: null });

  // Auckland's midnight, in winter 12 hours before Greenwich's.
  expect(await lineOf(guest.id)).toMatchObject({
    lastDay: '2040-07-31',
    endsAt: Date.UTC(2040, 6, 31, 12),
  });
  expect((await identify(people, { cookie: guest.cookie })).visitor).toBeDefined();
  expect(await change(guest.id, { ...GUEST, lastDay: null })).toEqual({ done: null });
  expect(await lineOf(guest.id)).toMatchObject({ lastDay: null, endsAt: null });
});

it('is no day that is over, and none of an admin', async () => {
  const guest = await aPerson(home, { role: 'homeowner' });

  const over = await change(guest.id, { ...GUEST, lastDay: '2020-01-31' });
  const admin = await change(guest.id, { role: 'admin', sight: 'all', lastDay: '2040-01-31' });

  expect(over).toMatchObject({ refused: { field: 'lastDay', problem: expect.stringContaining('over') } });
  expect(admin).toMatchObject({ refused: { field: 'lastDay', problem: expect.stringContaining('admin') } });
  expect(await lineOf(guest.id)).toMatchObject({ role: 'homeowner', lastDay: null });
});

it('may stay as it is when it is over: their rooms are changed all the same', async () => {
  const guest = await aPerson(home, { role: 'viewer' });
  await change(guest.id, { ...GUEST, role: 'viewer', lastDay: '2040-07-31' });
  await database.pool.query("UPDATE person SET ends_at = ends_at - interval '20 years' WHERE id = $1", [
    guest.id,
  ]);

  expect(await change(guest.id, { role: 'viewer', sight: [], lastDay: '2020-07-31' })).toEqual({
    done: null,
  });

  expect(await lineOf(guest.id)).toMatchObject({ sight: [], lastDay: '2020-07-31' });
  expect((await identify(people, { cookie: guest.cookie })).visitor).toBeUndefined();
});
