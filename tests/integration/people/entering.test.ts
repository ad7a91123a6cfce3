import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  acceptInvitation,
  adminLink,
  changeStanding,
  invite,
  removePerson,
  setNewPassword,
  setUp,
  setupPath,
  signIn,
} from '@/server/people/commands';
import { identify, readPeoplePage } from '@/server/people/queries';
import { aHome, type TestHome } from '@/tests/support/a-home';
import { aPerson, SEAT } from '@/tests/support/signed-in';

const HERE = { who: 'test', address: undefined };
const HOME = { name: 'Lindenweg 4', timeZone: 'Europe/Berlin', currency: 'EUR', language: 'de', units: 'uk' };
const JANA = { name: 'Jana', email: 'Jana@Lindenweg.example', password: 'four random words' };

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
  await database.pool.query('DELETE FROM one_time_link');
  await database.pool.query('DELETE FROM sign_in_failure');
});

const tokenIn = (address: string | undefined) => address?.split('/').at(-1) ?? '';
const whoHas = async (cookie: string) => (await identify(people, { cookie })).visitor;
const refusedFor = (outcome: object) => ('refused' in outcome ? outcome.refused : undefined);

function cookieIn(outcome: object): string {
  if (!('done' in outcome)) throw new Error(JSON.stringify(outcome));
  const { setCookies } = outcome.done as { setCookies: readonly string[] };
  return setCookies.map((line) => line.split(';')[0]).join('; ');
}

async function setUpBy(token: string) {
  return setUp(people, { token, person: JANA, home: HOME }, SEAT);
}

it('lets whoever holds the start’s address be the first admin, once', async () => {
  const earlier = tokenIn(await setupPath(people));
  const token = tokenIn(await setupPath(people));

  expect(refusedFor(await setUpBy(earlier))).toMatchObject({
    problem: expect.stringMatching(/works no more/),
  });
  const cookie = cookieIn(await setUpBy(token));
  expect(await whoHas(cookie)).toMatchObject({
    name: 'Jana',
    email: 'jana@lindenweg.example',
    role: 'admin',
    sight: 'all',
  });
  expect(refusedFor(await setUpBy(token))).toBeDefined();
  expect(await setupPath(people)).toBeUndefined();
  const { rows } = await database.pool.query('SELECT name, time_zone, currency, language, units FROM home');
  expect(rows).toEqual([
    { name: 'Lindenweg 4', time_zone: 'Europe/Berlin', currency: 'EUR', language: 'de', units: 'uk' },
  ]);
});

it('makes one admin of two who open the address at once', async () => {
  const token = tokenIn(await setupPath(people));
  const other = { ...JANA, email: 'other@example.org' };

  const outcomes = await Promise.all([
    setUpBy(token),
    setUp(people, { token, person: other, home: HOME }, SEAT),
  ]);

  expect(outcomes.filter((outcome) => 'done' in outcome)).toHaveLength(1);
  expect((await readPeoplePage(people)).people).toHaveLength(1);
});

it('keeps the address good while what is typed is refused', async () => {
  const token = tokenIn(await setupPath(people));
  const with_ = (own: object, homeWords: object = {}) =>
    setUp(people, { token, person: { ...JANA, ...own }, home: { ...HOME, ...homeWords } }, SEAT);

  expect(refusedFor(await with_({ password: 'short' }))).toMatchObject({ field: 'password' });
  expect(refusedFor(await with_({ password: 'Password1' }))).toMatchObject({ field: 'password' });
  expect(refusedFor(await with_({ password: 'x'.repeat(257) }))).toMatchObject({ field: 'password' });
  expect(refusedFor(await with_({ email: 'jana' }))).toMatchObject({ field: 'email' });
  expect(refusedFor(await with_({ name: ' ' }))).toMatchObject({ field: 'name' });
  expect(refusedFor(await with_({}, { name: '' }))).toMatchObject({ field: 'home' });
  expect(refusedFor(await with_({}, { timeZone: 'Europe/Nowhere' }))).toMatchObject({ field: 'timeZone' });
  expect(refusedFor(await with_({}, { currency: 'XXY' }))).toMatchObject({ field: 'currency' });
  expect(refusedFor(await with_({}, { language: 'xx' }))).toMatchObject({ field: 'language' });
  expect(refusedFor(await with_({}, { units: 'toString' }))).toMatchObject({ field: 'units' });
  expect(await setUpBy(token)).toHaveProperty('done');
});

it('signs in with a long password, and makes a new session each time', async () => {
  const admin = await aPerson(home);
  const first = await whoHas(admin.cookie);

  const again = await signIn(people, { ...admin, stays: true }, { ...SEAT, cookie: admin.cookie });

  // A session that somebody planted before signing in is worth nothing afterwards.
  expect(await whoHas(admin.cookie)).toBeUndefined();
  expect((await whoHas(cookieIn(again)))?.key).not.toBe(first?.key);
  const long = {
    name: 'L',
    email: 'l@example.org',
    password: 'a passphrase of more than sixty-four characters, as some people like it',
  };
  const token = tokenIn(addressOf(await invite(people, { role: 'viewer', sight: 'all', note: '' }, HERE)));
  expect(await acceptInvitation(people, { token, person: long }, SEAT)).toHaveProperty('done');
});

it('says the same of a wrong password and of somebody unknown, and takes its time for both', async () => {
  const admin = await aPerson(home);
  const tries = async (email: string) => {
    const began = process.cpuUsage();
    const outcome = await signIn(people, { email, password: 'not the one', stays: true }, SEAT);
    const { user, system } = process.cpuUsage(began);
    return { refused: refusedFor(outcome), cpuMs: (user + system) / 1_000 };
  };

  const [wrong, unknown] = [await tries(admin.email), await tries('nobody@example.org')];

  expect(wrong.refused).toEqual(unknown.refused);
  // Both hash once: neither costs a small part of the other.
  expect(Math.min(wrong.cpuMs, unknown.cpuMs) / Math.max(wrong.cpuMs, unknown.cpuMs)).toBeGreaterThan(0.2);
});

it('lets a thousand guesses at once look at no more than ten passwords, and others in', async () => {
  const [victim, other] = [await aPerson(home), await aPerson(home)];
  const guess = (n: number) =>
    signIn(
      people,
      { email: victim.email, password: `guess ${n}`, stays: false },
      { ...SEAT, address: `10.0.0.${n % 250}` },
    );

  const outcomes = await Promise.all(Array.from({ length: 1_000 }, (_, n) => guess(n)));

  const problems = outcomes.map((outcome) => refusedFor(outcome) as { problem: string });
  expect(problems.filter(({ problem }) => problem.startsWith('Too many tries'))).toHaveLength(990);
  expect(await signIn(people, { ...other, stays: true }, SEAT)).toHaveProperty('done');
  expect(refusedFor(await signIn(people, { ...victim, stays: true }, SEAT))).toMatchObject({
    problem: 'Too many tries. Wait 15 minutes, then try again.',
  });
  const audited = await database.pool.query(
    "SELECT count(*)::int AS n FROM audit_entry WHERE subject = $1 AND action = 'sign-in throttled'",
    [victim.email],
  );
  expect(audited.rows).toEqual([{ n: 991 }]);
});

it('slows an address down that tries one account after another', async () => {
  const somewhere = { ...SEAT, address: '10.9.9.9' };
  const outcomes = [];
  for (let n = 0; n < 31; n += 1)
    outcomes.push(
      await signIn(people, { email: `n${n}@example.org`, password: 'a guess', stays: false }, somewhere),
    );

  expect(refusedFor(outcomes[29] ?? {})).toMatchObject({ problem: expect.not.stringMatching(/Too many/) });
  expect(refusedFor(outcomes[30] ?? {})).toMatchObject({ problem: expect.stringMatching(/Too many/) });
});

it('writes down who was tried, never what was typed where an address should be', async () => {
  await signIn(people, { email: 'my secret password', password: 'x', stays: false }, SEAT);

  const { rows } = await database.pool.query(
    'SELECT row_to_json(audit_entry)::text AS entry FROM audit_entry',
  );
  expect(rows.map(({ entry }) => entry).join()).not.toContain('my secret');
});

const addressOf = (outcome: object) => ('done' in outcome ? (outcome.done as { path: string }).path : '');

it('lets one person in by an invitation, as what it says', async () => {
  const { rows } = await database.pool.query<{ id: number }>(
    "INSERT INTO room (name) VALUES ('Bath'), ('Attic') RETURNING id",
  );
  const bath = rows[0]?.id ?? 0;
  const token = tokenIn(
    addressOf(await invite(people, { role: 'viewer', sight: [bath], note: 'Oma' }, HERE)),
  );

  const outcome = await acceptInvitation(people, { token, person: JANA }, SEAT);

  expect(await whoHas(cookieIn(outcome))).toMatchObject({ role: 'viewer', sight: [bath] });
  const another = { token, person: { ...JANA, email: 'x@example.org' } };
  expect(refusedFor(await acceptInvitation(people, another, SEAT))).toBeDefined();
  const old = tokenIn(addressOf(await invite(people, { role: 'admin', sight: 'all', note: '' }, HERE)));
  await database.pool.query("UPDATE one_time_link SET expires_at = now() - interval '1 second'");
  expect(refusedFor(await acceptInvitation(people, { ...another, token: old }, SEAT))).toBeDefined();
});

it('keeps an invitation good for who names an address that is taken', async () => {
  const admin = await aPerson(home);
  const token = tokenIn(addressOf(await invite(people, { role: 'viewer', sight: 'all', note: '' }, HERE)));

  const taken = await acceptInvitation(people, { token, person: { ...JANA, email: admin.email } }, SEAT);

  expect(refusedFor(taken)).toMatchObject({ field: 'email' });
  expect(await acceptInvitation(people, { token, person: JANA }, SEAT)).toHaveProperty('done');
});

it('sets a new password by a link, which ends every session', async () => {
  const admin = await aPerson(home);
  const first = await adminLink(people, undefined, HERE);
  const second = await adminLink(people, admin.email.toUpperCase(), HERE);
  const set = (token: string) => setNewPassword(people, { token, password: 'another good one' }, SEAT);

  expect(refusedFor(await set(tokenIn(addressOf(first))))).toBeDefined();
  expect(await whoHas(cookieIn(await set(tokenIn(addressOf(second)))))).toMatchObject({ email: admin.email });
  expect(await whoHas(admin.cookie)).toBeUndefined();
});

it('never leaves a home without an admin, however two admins go about it', async () => {
  const [one, other] = [await aPerson(home), await aPerson(home)];

  const outcomes = await Promise.all([
    removePerson(database, one.id, HERE),
    changeStanding(database, other.id, { role: 'viewer', sight: 'all', lastDay: null }, HERE),
  ]);

  expect(outcomes.filter((outcome) => 'done' in outcome)).toHaveLength(1);
  const { people: left } = await readPeoplePage(people);
  expect(left.filter(({ role }) => role === 'admin')).toHaveLength(1);
});
