import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Database, openDatabase } from '@/server/database';
import { addToken, endShare, removePerson, revokeToken, share } from '@/server/people/commands';
import { SHARE_COOKIE } from '@/server/people/queries';
import { projectRoot } from '@/server/project-root';
import { addRoom, addSensor } from '@/server/registry/commands';
import { aDatabase } from '@/tests/support/a-database';
import { freshTopics } from '@/tests/support/fresh-topics';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { adminCookie, aPerson, peopleOf, type SignedInPerson } from '@/tests/support/signed-in';

const HERE = { who: 'test', address: undefined };
/** A planted secret: no answer, page or line of the log may hold it. */
const CANARY = 'canary-5f1d9c-of-the-search-server';

let database: Awaited<ReturnType<typeof aDatabase>>;
let hearth: HearthProcess;
let own: Database;
const cookies: Record<string, string> = {};
let homeowner: SignedInPerson;
let kitchen: number;

beforeAll(async () => {
  const kafkaBrokers = inject('kafkaBrokers');
  await freshTopics({ brokers: kafkaBrokers.split(','), clientId: 'test' });
  database = await aDatabase();
  hearth = await startHearth({
    env: {
      HEARTH_ROLES: 'history,live,topics,web',
      KAFKA_BROKERS: kafkaBrokers,
      DATABASE_URL: database.url,
      ELASTICSEARCH_URL: 'http://127.0.0.1:9',
      ELASTICSEARCH_USER: 'hearth',
      ELASTICSEARCH_PASSWORD: CANARY,
    },
  });
  own = openDatabase(database.url);
  const home = { database: own, dataDir: hearth.dataDir };
  for (const name of ['Kitchen', 'Attic']) {
    await addRoom(own, name);
    await addSensor(own, { name: `${name} lamp`, room: name, icon: null, profile: null });
  }
  kitchen = (await own.pool.query("SELECT id FROM room WHERE name = 'Kitchen'")).rows[0].id;
  cookies.admin = await adminCookie({ databaseUrl: database.url, dataDir: hearth.dataDir });
  homeowner = await aPerson(home, { role: 'homeowner' });
  cookies.homeowner = homeowner.cookie;
  cookies.viewer = (await aPerson(home, { role: 'viewer', sight: [kitchen] })).cookie;
  const made = await share(peopleOf(home), { name: 'Oma', sight: [kitchen], days: 1 }, HERE);
  cookies.share = `${SHARE_COOKIE}=${'done' in made ? made.done.path.split('/').at(-1) : ''}`;
});
afterAll(async () => {
  await own?.close();
  await hearth?.stop();
  await database?.drop();
});

/** Who asks; `nobody` sends no cookie. */
type Who = 'admin' | 'homeowner' | 'viewer' | 'share' | 'nobody';

function ask(who: Who, asked: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...(cookies[who] !== undefined && { cookie: cookies[who] }), ...init.headers };
  return fetch(`${hearth.run.url}${asked}`, { redirect: 'manual', ...init, headers });
}

const OURS = () => ({ origin: hearth.run.url, 'content-type': 'application/json' });
const SPAN = 'quantity=power&from=0&to=1000&columns=10';

/** Every route of the API, an address of it, and whether it takes more than looking. */
const ROUTES: Readonly<Record<string, readonly [address: string, runs: boolean]>> = {
  'arrivals/[user]': ['arrivals/sensor-none', true],
  'arrivals/[user]/message': ['arrivals/sensor-none/message?topic=home', true],
  attention: ['attention', false],
  audit: ['audit', true],
  cells: ['cells?room=KITCHEN', false],
  'devices/heard': ['devices/heard', true],
  house: ['house?from=0&to=1000&columns=10', false],
  'logins/mosquitto/acl-file': ['logins/mosquitto/acl-file', true],
  'logins/mosquitto/password-file': ['logins/mosquitto/password-file', true],
  'mappings/preview': ['POST mappings/preview', true],
  'mappings/rehearsal': ['POST mappings/rehearsal', true],
  pipeline: ['pipeline', true],
  'search/documents': ['POST search/documents', true],
  'search/expiring': ['search/expiring?months=1', true],
  'search/rejected': ['search/rejected', true],
  'search/status': ['search/status', true],
  'sensor-facts': ['sensor-facts', false],
  sensors: ['sensors', false],
  'sensors/[sensorId]': ['sensors/kitchen-lamp', false],
  'sensors/[sensorId]/messages': [`sensors/kitchen-lamp/messages?${SPAN}&limit=1`, false],
  'sensors/[sensorId]/readings': [`sensors/kitchen-lamp/readings?${SPAN}&limit=1`, false],
  'sensors/[sensorId]/span': [`sensors/kitchen-lamp/span?${SPAN}`, false],
  topics: ['topics', true],
  'topics/[topic]/deletion': ['topics/hearth.readings.v1/deletion', true],
  'topics/[topic]/messages': ['POST topics/hearth.readings.v1/messages', true],
  'topics/[topic]/messages/[partition]/[offset]': ['topics/hearth.readings.v1/messages/0/0', true],
  'topics/[topic]/plan': ['POST topics/hearth.readings.v1/plan', true],
  'topics/[topic]/readers': ['topics/hearth.readings.v1/readers', true],
  'topics/[topic]/records': ['topics/hearth.readings.v1/records', true],
  'topics/activity': ['topics/activity?topic=hearth.readings.v1', true],
  'topics/file': ['topics/file', true],
  'topics/troubled': ['topics/troubled', true],
};

async function statusOf(who: Who, route: string): Promise<number> {
  const [address = ''] = ROUTES[route] ?? [];
  const isPost = address.startsWith('POST ');
  const asked = `/api/v1/${address.replace('POST ', '').replace('KITCHEN', `${kitchen}`)}`;
  const response = await ask(
    who,
    asked,
    isPost ? { method: 'POST', headers: OURS(), body: '{"from":{"mode":"newest"}}' } : {},
  );
  await response.arrayBuffer();
  return response.status;
}

describe('the API', () => {
  it('has no route that this list leaves out', () => {
    const folder = path.join(projectRoot(), 'app/api/v1');
    const routes = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('/route.ts'))
      .map((file) => path.dirname(file).replaceAll(path.sep, '/'));

    expect(routes.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it.each(Object.keys(ROUTES))('answers to those alone who may ask: %s', async (route) => {
    const runs = ROUTES[route]?.[1];

    const [nobody, viewer, shared, owner, admin] = await Promise.all(
      (['nobody', 'viewer', 'share', 'homeowner', 'admin'] as const).map((who) => statusOf(who, route)),
    );

    expect(nobody).toBe(401);
    expect([401, 403]).not.toContain(admin);
    if (runs) expect([viewer, shared, owner]).toEqual([403, 403, 403]);
    else expect([viewer, shared, owner].filter((status) => [401, 403].includes(status ?? 0))).toEqual([]);
  });

  it.each(['viewer', 'share'] as const)('shows nothing of another room to a %s of one', async (who) => {
    const { sensors } = await (await ask(who, '/api/v1/sensors')).json();
    expect(sensors.map(({ id }: { id: string }) => id)).toEqual(['kitchen-lamp']);

    expect((await ask(who, '/api/v1/sensors/attic-lamp')).status).toBe(404);
    expect((await (await ask(who, `/api/v1/sensors?room=${kitchen + 1}`)).json()).sensors).toEqual([]);
    expect((await ask(who, `/api/v1/cells?room=${kitchen + 1}`)).ok).toBe(true);
    expect(await (await ask(who, `/api/v1/cells?room=${kitchen + 1}`)).json()).toEqual([]);
    expect((await ask(who, '/sensors/attic-lamp')).status).toBe(404);
    expect((await ask(who, `/rooms/${kitchen + 1}`)).status).toBe(404);
    expect(await (await ask(who, '/sensors')).text()).not.toContain('Attic');
    expect(await (await ask(who, '/')).text()).not.toContain('Attic');
  });
});

describe('pages', () => {
  const RUN = [
    '/mappings',
    '/mappings/new',
    '/topics',
    '/topics/new',
    '/search',
    '/elk',
    '/status',
    '/people',
    '/people/audit',
    '/logins',
    '/sensors/new',
  ];

  it('lead whoever is outside to the door, and back afterwards', async () => {
    const response = await ask('nobody', '/sensors?sort=name');

    expect([response.status, response.headers.get('location')]).toEqual([
      303,
      `/sign-in?next=${encodeURIComponent('/sensors?sort=name')}`,
    ]);
    expect((await ask('nobody', '/sign-in')).status).toBe(200);
    // Only a path of ours: what names another host is dropped.
    expect(await (await ask('nobody', '/sign-in?next=//evil.example')).text()).not.toMatch(
      /leadsTo[^}]*evil/,
    );
  });

  it.each(RUN)('are refused to those who don’t run Hearth, and it is written down: %s', async (page) => {
    for (const who of ['viewer', 'share', 'homeowner'] as const)
      expect((await ask(who, page)).status).toBe(403);
    expect((await ask('admin', page)).status).toBe(200);

    const { rows } = await own.pool.query<{ who: string }>(
      "SELECT DISTINCT who FROM audit_entry WHERE action = 'refused' AND subject = $1",
      [page],
    );
    expect(rows.map(({ who }) => who.replace(/-\w+@.*/, '')).sort()).toEqual([
      'homeowner',
      'share link “Oma”',
      'viewer',
    ]);
  });

  it('of rooms and names are a homeowner’s', async () => {
    expect((await ask('homeowner', '/rooms')).status).toBe(200);
    expect((await ask('homeowner', '/sensors/kitchen-lamp/edit')).status).toBe(200);
    expect((await ask('viewer', '/rooms')).status).toBe(403);
    expect((await ask('viewer', '/sensors/kitchen-lamp/edit')).status).toBe(403);
  });

  it('leave with a policy whose nonce their scripts have, another one each time', async () => {
    const noncesOf = async () => {
      const response = await ask('admin', '/people');
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? [];
      const scripts = [...(await response.text()).matchAll(/<script([^>]*)>/g)].map(
        ([, attributes]) => attributes,
      );
      expect(scripts.length).toBeGreaterThan(2);
      for (const attributes of scripts) expect(attributes).toContain(`nonce="${nonce}"`);
      return nonce;
    };
    expect(await noncesOf()).not.toBe(await noncesOf());
    const { headers } = await ask('nobody', '/sign-in');
    expect([headers.get('x-content-type-options'), headers.get('referrer-policy')]).toEqual([
      'nosniff',
      'same-origin',
    ]);
  });
});

describe('what changes something', () => {
  it.each([
    ['another page', { origin: 'http://evil.example' }],
    ['the same host on another port', { origin: 'http://127.0.0.1:1' }],
    ['no page at all', {}],
  ])('is refused from %s', async (_from, headers) => {
    const response = await ask('admin', '/api/v1/topics/hearth.readings.v1/plan', {
      method: 'POST',
      headers,
      body: '{}',
    });
    expect([response.status, await response.json()]).toEqual([
      403,
      { error: 'This did not come from a page of this Hearth.' },
    ]);
  });

  it('is not fooled by an address that pages would read otherwise', async () => {
    const raw = (target: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const { hostname, port } = new URL(hearth.run.url);
        request({ hostname, port, path: target }, (response) => resolve(response.resume().statusCode))
          .once('error', reject)
          .end();
      });

    expect(await raw('/_next/static/../../api/v1/sensors')).toBe(401);
    expect(await raw('/_next/static/%2e%2e/%2e%2e/api/v1/sensors')).toBe(401);
    expect(await raw('//[')).toBe(400);
    expect([303, 308, 400, 401, 404]).toContain(await raw('//topics/sign-in'));
    expect((await ask('nobody', '/sign-in')).status).toBe(200);
  });

  it('can’t be done as somebody else by naming them in a header', async () => {
    const forged = encodeURIComponent(
      JSON.stringify({ key: 'session x', name: 'Eve', role: 'admin', sight: 'all' }),
    );

    expect((await ask('nobody', '/api/v1/topics', { headers: { 'x-hearth-visitor': forged } })).status).toBe(
      401,
    );
    expect((await ask('viewer', '/api/v1/topics', { headers: { 'x-hearth-visitor': forged } })).status).toBe(
      403,
    );
  });
});

describe('a program', () => {
  const by = (token: string) => ({
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  });
  const tokenFor = async (scope: 'read' | 'run') => {
    const made = await addToken(own, { name: `A ${scope}er`, scope }, HERE);
    if ('refused' in made) throw new Error(made.refused.problem);
    return made.done;
  };

  it('asks by a token, for what its token is for, from no page at all', async () => {
    const [reader, runner] = [await tokenFor('read'), await tokenFor('run')];
    const plan = { method: 'POST', body: '{}' };

    expect((await ask('nobody', '/api/v1/sensors', by(reader.token))).status).toBe(200);
    expect((await ask('nobody', '/api/v1/topics', by(reader.token))).status).toBe(403);
    expect((await ask('nobody', '/api/v1/topics', by(runner.token))).status).toBe(200);
    const planned = await ask('nobody', '/api/v1/topics/hearth.readings.v1/plan', {
      ...plan,
      ...by(runner.token),
    });
    expect([401, 403]).not.toContain(planned.status);
    expect((await ask('nobody', '/api/v1/sensors', by('hearth_guessed-guessed-guessed'))).status).toBe(401);
    // Its token goes before the cookie of the browser that it may run in.
    expect((await ask('admin', '/api/v1/topics', by(reader.token))).status).toBe(403);
  });

  it('is refused once its token is revoked', async () => {
    const { id, token } = await tokenFor('read');
    expect((await ask('nobody', '/api/v1/sensors', by(token))).status).toBe(200);

    await revokeToken(own, id, HERE);

    await expect.poll(async () => (await ask('nobody', '/api/v1/sensors', by(token))).status).toBe(401);
    const { rows } = await own.pool.query('SELECT last_used_at FROM api_token WHERE id = $1', [id]);
    expect(rows[0].last_used_at).toBeInstanceOf(Date);
  });
});

it('tells no secret: not to an admin, and not in its log', async () => {
  const { rows } = await own.pool.query<{ password: string; token: string }>(
    'SELECT password, token FROM account, session LIMIT 1',
  );
  const key = readFileSync(path.join(hearth.dataDir, 'secret.key'), 'utf8').trim();
  const secrets = [CANARY, key, rows[0]?.password ?? '', rows[0]?.token ?? ''];
  const pages = [
    '/',
    '/people',
    '/people/audit',
    '/account',
    '/elk',
    '/more',
    '/api/v1/search/status',
    '/api/v1/audit',
  ];
  const said = await Promise.all(pages.map(async (page) => (await ask('admin', page)).text()));

  for (const secret of secrets) {
    expect(secret.length).toBeGreaterThan(16);
    expect([...said, hearth.output()].filter((text) => text.includes(secret))).toEqual([]);
  }
});

it('is over for whoever was removed, and for a share link that was ended, at the next look', async () => {
  await removePerson(own, homeowner.id, HERE);
  const { rows } = await own.pool.query<{ id: number }>('SELECT id FROM share_link');
  await endShare(peopleOf({ database: own, dataDir: hearth.dataDir }), rows[0]?.id ?? 0, HERE);

  await expect.poll(async () => (await ask('homeowner', '/api/v1/sensors')).status).toBe(401);
  await expect.poll(async () => (await ask('share', '/api/v1/sensors')).status).toBe(401);
});
