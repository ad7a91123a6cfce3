import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endShare, removePerson } from '@/server/people/commands';
import { aGatedHearth, CANARY, type GatedHearth, HERE } from '@/tests/support/a-gated-hearth';
import { peopleOf } from '@/tests/support/signed-in';

let gated: GatedHearth;
beforeAll(async () => {
  gated = await aGatedHearth();
});
afterAll(() => gated?.stop());

const ask: GatedHearth['ask'] = (...asked) => gated.ask(...asked);

describe('pages', () => {
  const RUN = [
    '/inbox',
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
    '/sensors/new/continue?family=tasmota&key=none',
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

    const { rows } = await gated.own.pool.query<{ who: string }>(
      "SELECT DISTINCT who FROM audit_entry WHERE action = 'refused' AND subject = $1",
      [page.split('?')[0]],
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

it('tells no secret: not to an admin, and not in its log', async () => {
  const { rows } = await gated.own.pool.query<{ password: string; token: string }>(
    'SELECT password, token FROM account, session LIMIT 1',
  );
  const key = readFileSync(path.join(gated.hearth.dataDir, 'secret.key'), 'utf8').trim();
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
    expect([...said, gated.hearth.output()].filter((text) => text.includes(secret))).toEqual([]);
  }
});

it('is over for whoever was removed, and for a share link that was ended, at the next look', async () => {
  await removePerson(gated.own, gated.homeowner.id, HERE);
  const { rows } = await gated.own.pool.query<{ id: number }>('SELECT id FROM share_link');
  await endShare(peopleOf({ database: gated.own, dataDir: gated.hearth.dataDir }), rows[0]?.id ?? 0, HERE);

  await expect.poll(async () => (await ask('homeowner', '/api/v1/sensors')).status).toBe(401);
  await expect.poll(async () => (await ask('share', '/api/v1/sensors')).status).toBe(401);
});
