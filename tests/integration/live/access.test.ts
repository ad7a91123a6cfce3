import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Sight } from '@/contracts/people';
import type { Running } from '@/server/context';
import { startLive } from '@/server/live/index';
import { LIVE_TIMING } from '@/server/live/timing';
import { changeStanding, endSessions, endShare, removePerson, share } from '@/server/people/commands';
import { SHARE_COOKIE } from '@/server/people/queries';
import { aContext } from '@/tests/support/a-context';
import { freshTopics } from '@/tests/support/fresh-topics';
import { aPerson, peopleOf, type SignedInPerson } from '@/tests/support/signed-in';
import { aBrowser, aHouse, aReading, type Browser, home, kitchen, ReadingsWriter } from './live-fixture';

const HERE = { who: 'test', address: undefined };
const attic = { kind: 'sensor', id: 'attic' } as const;

let context: Awaited<ReturnType<typeof aContext>>;
let live: Running;
let writer: ReadingsWriter;
let kitchenRoom: number;
let browsers: Browser[] = [];

beforeAll(async () => {
  context = await aContext();
  await freshTopics(context.kafka);
  ({ kitchenRoom } = await aHouse(context));
  writer = await ReadingsWriter.open(context.kafka);
});
beforeEach(async () => {
  live = await startLive(context, { ...LIVE_TIMING, accessMs: 50, placesMs: 50 });
});
afterEach(async () => {
  for (const browser of browsers) browser.close();
  browsers = [];
  await live.stop();
});
afterAll(async () => {
  await writer.stop();
  await context.stop();
});

it('lets in nobody who has not signed in, and says so in a word that a browser can read', async () => {
  await expect(browse('')).rejects.toThrow('SIGN_IN');
  await expect(browse('hearth.session=planted.AAAA')).rejects.toThrow('SIGN_IN');
  await expect(browse(`${SHARE_COOKIE}=guessed`)).rejects.toThrow('SIGN_IN');
});

it('shows a viewer of one room nothing of another, by whatever they watch', async () => {
  const viewer = await aViewer([kitchenRoom]);
  const [ofHome, asking] = [await browse(viewer.cookie), await browse(viewer.cookie)];
  const answer = await ofHome.watch(home);
  expect(answer).toHaveProperty('cursor');

  expect(await asking.watch(attic)).toEqual({ error: 'There is no such sensor.' });
  expect(await asking.watch({ kind: 'room', id: kitchenRoom + 1 })).toEqual({
    error: 'There is no such room.',
  });
  expect(await asking.watch(kitchen)).toHaveProperty('cursor');
  await writer.append([aReading({ sensorId: 'attic' }), aReading({ value: 21 })]);
  await ofHome.until(({ samples }) => samples.length > 0);
  await writer.append([aReading({ sensorId: 'attic' }), aReading({ value: 22 })]);
  await ofHome.until(({ samples }) => samples.length > 1);

  expect(new Set(ofHome.samples.map(([sensorId]) => sensorId))).toEqual(new Set(['kitchen']));
  const again = await asking.watch(home);
  const snapshot = 'snapshot' in again ? again.snapshot : [];
  expect(new Set(snapshot.map(([sensorId]) => sensorId))).toEqual(new Set(['kitchen']));
});

it('follows a sensor into and out of the rooms that are seen', async () => {
  const viewer = await aViewer([kitchenRoom]);
  const [ofHome, ofSensor] = [await browse(viewer.cookie), await browse(viewer.cookie)];
  await ofHome.watch(home);
  await moveAttic(kitchenRoom);
  await expect.poll(async () => 'cursor' in (await ofSensor.watch(attic))).toBe(true);
  const appending = setInterval(() => void writer.append([aReading({ sensorId: 'attic' })]), 50);
  await ofHome.until(({ samples }) => samples.some(([sensorId]) => sensorId === 'attic'));
  clearInterval(appending);

  await moveAttic(null);

  await ended(ofSensor);
});

it.each([
  ['was removed', (person: SignedInPerson) => removePerson(context.database, person.id, HERE)],
  [
    'may see less',
    (person: SignedInPerson) =>
      changeStanding(
        context.database,
        person.id,
        { role: 'viewer', sight: [kitchenRoom], lastDay: null },
        HERE,
      ),
  ],
  [
    'is homeowner no more',
    (person: SignedInPerson) =>
      changeStanding(context.database, person.id, { role: 'viewer', sight: 'all', lastDay: null }, HERE),
  ],
  [
    'signed out everywhere',
    (person: SignedInPerson) => endSessions(people(), { personId: person.id, key: '', id: undefined }, HERE),
  ],
  [
    'has an old session',
    () => context.database.pool.query("UPDATE session SET created_at = now() - interval '91 days'"),
  ],
])('ends the open page of somebody who %s', async (_why, end) => {
  await aPerson(dataHome());
  const person = await aPerson(dataHome(), { role: 'homeowner' });
  const browser = await browse(person.cookie);
  await browser.watch(home);
  let asked = 0;
  browser.socket.on('reload', () => {
    asked += 1;
  });

  await end(person);

  await ended(browser);
  expect(asked).toBe(1);
});

it('lets a share link look until it is ended', async () => {
  const made = await share(people(), { name: 'Oma', sight: [kitchenRoom], days: 1 }, HERE);
  const token = 'done' in made ? made.done.path.split('/').at(-1) : '';
  const browser = await browse(`${SHARE_COOKIE}=${token}`);
  expect(await browser.watch(kitchen)).toHaveProperty('cursor');
  expect(await browser.watch(attic)).toHaveProperty('error');
  const { rows } = await context.database.pool.query<{ id: number }>('SELECT id FROM share_link');

  await endShare(people(), rows[0]?.id ?? 0, HERE);

  await ended(browser);
});

it('sends a sensor that moves into a watched room', async () => {
  const browser = await aBrowser(context);
  browsers.push(browser);
  await browser.watch({ kind: 'room', id: kitchenRoom });
  await moveAttic(kitchenRoom);

  const appending = setInterval(() => void writer.append([aReading({ sensorId: 'attic' })]), 50);
  await browser.until(({ samples }) => samples.some(([sensorId]) => sensorId === 'attic'));
  clearInterval(appending);
  await moveAttic(null);
});

it.each([
  ['another page', 'http://evil.example'],
  ['no page at all', null],
])('refuses the socket of %s', async (_who, origin) => {
  await expect(aBrowser(context, origin)).rejects.toThrow();
});

function dataHome() {
  return { database: context.database, dataDir: context.config.dataDir };
}

function people() {
  return peopleOf(dataHome());
}

function aViewer(sight: Sight): Promise<SignedInPerson> {
  return aPerson(dataHome(), { role: 'viewer', sight });
}

async function browse(cookie: string): Promise<Browser> {
  const browser = await aBrowser(context, context.addresses.url, cookie);
  browsers.push(browser);
  return browser;
}

async function ended(browser: Browser): Promise<void> {
  await expect.poll(() => browser.socket.connected).toBe(false);
}

async function moveAttic(room: number | null): Promise<void> {
  await context.database.pool.query("UPDATE sensor SET room_id = $1 WHERE id = 'attic'", [room]);
}
