import { readdirSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addToken, revokeToken } from '@/server/people/commands';
import { projectRoot } from '@/server/project-root';
import { aGatedHearth, type GatedHearth, HERE, type Who } from '@/tests/support/a-gated-hearth';

let gated: GatedHearth;
beforeAll(async () => {
  gated = await aGatedHearth();
});
afterAll(() => gated?.stop());

const ask: GatedHearth['ask'] = (...asked) => gated.ask(...asked);

const OURS = () => ({ origin: gated.hearth.run.url, 'content-type': 'application/json' });
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
  inbox: ['inbox', true],
  'inbox/count': ['inbox/count', true],
  'inbox/groups/[id]': ['inbox/groups/none', true],
  'inbox/ignored': ['inbox/ignored', true],
  'inbox/past': ['POST inbox/past', true],
  'logins/mosquitto/acl-file': ['logins/mosquitto/acl-file', true],
  'logins/mosquitto/password-file': ['logins/mosquitto/password-file', true],
  'mappings/preview': ['POST mappings/preview', true],
  pipeline: ['pipeline', true],
  'search/documents': ['POST search/documents', true],
  'search/expiring': ['search/expiring?months=1', true],
  'search/rejected': ['search/rejected', true],
  'search/status': ['search/status', true],
  'sensor-facts': ['sensor-facts', false],
  sensors: ['sensors', false],
  'sensors/[sensorId]': ['sensors/kitchen-lamp', false],
  'sensors/[sensorId]/messages': [`sensors/kitchen-lamp/messages?${SPAN}&limit=1`, false],
  'sensors/[sensorId]/provenance': ['sensors/kitchen-lamp/provenance?quantity=power&at=1', false],
  'sensors/[sensorId]/provenance/readings': [`sensors/kitchen-lamp/provenance/readings?${SPAN}`, false],
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
  const asked = `/api/v1/${address.replace('POST ', '').replace('KITCHEN', `${gated.kitchen}`)}`;
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
    expect((await (await ask(who, `/api/v1/sensors?room=${gated.kitchen + 1}`)).json()).sensors).toEqual([]);
    expect((await ask(who, `/api/v1/cells?room=${gated.kitchen + 1}`)).ok).toBe(true);
    expect(await (await ask(who, `/api/v1/cells?room=${gated.kitchen + 1}`)).json()).toEqual([]);
    expect((await ask(who, '/sensors/attic-lamp')).status).toBe(404);
    expect((await ask(who, `/rooms/${gated.kitchen + 1}`)).status).toBe(404);
    const facts = await (await ask(who, '/api/v1/sensor-facts')).json();
    expect(facts.facts.map(({ id }: { id: string }) => id)).toEqual(['kitchen-lamp']);
    expect(facts.logins).toEqual([]);
    expect((await (await ask(who, '/api/v1/attention')).json()).count).toBe(0);
    expect(await (await ask(who, '/sensors')).text()).not.toContain('Attic');
    expect(await (await ask(who, '/')).text()).not.toContain('Attic');
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
        const { hostname, port } = new URL(gated.hearth.run.url);
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
    const made = await addToken(gated.own, { name: `A ${scope}er`, scope }, HERE);
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

    await revokeToken(gated.own, id, HERE);

    await expect.poll(async () => (await ask('nobody', '/api/v1/sensors', by(token))).status).toBe(401);
    const { rows } = await gated.own.pool.query('SELECT last_used_at FROM api_token WHERE id = $1', [id]);
    expect(rows[0].last_used_at).toBeInstanceOf(Date);
  });
});
