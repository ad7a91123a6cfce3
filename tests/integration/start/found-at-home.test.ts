import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import multicastDns from 'multicast-dns';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hostInAddress } from '@/server/machine-names';
import { aDatabase } from '@/tests/support/a-database';
import { freshTopics } from '@/tests/support/fresh-topics';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { servers } from '@/tests/support/servers';
import { adminCookie } from '@/tests/support/signed-in';

// This machine's own network takes multicast, too, and has nobody else in it.
const NETWORK = '127.0.0.1';

let database: Awaited<ReturnType<typeof aDatabase>>;
let hearth: HearthProcess;
const neighbour = multicastDns({ interface: NETWORK, bind: '0.0.0.0' });
beforeAll(async () => {
  const kafkaBrokers = servers().kafkaBrokers;
  await freshTopics({ brokers: kafkaBrokers.split(','), clientId: 'test' });
  database = await aDatabase();
  hearth = await startHearth({
    env: {
      HEARTH_TLS: 'own',
      HEARTH_HOST: '0.0.0.0',
      HEARTH_MQTT_HOST: '0.0.0.0',
      HEARTH_MDNS: NETWORK,
      HEARTH_ROLES: 'ingest,live,web',
      KAFKA_BROKERS: kafkaBrokers,
      DATABASE_URL: database.url,
    },
  });
});
afterAll(async () => {
  await hearth?.stop();
  await database?.drop();
  await new Promise<void>((resolve) => neighbour.destroy(resolve));
});

/** What the network answers, once somebody does. */
async function asked(name: string, type: 'A' | 'SRV'): Promise<unknown> {
  const answer = new Promise((resolve) => {
    neighbour.on('response', ({ answers = [] }) => {
      const found = answers.find((one) => 'name' in one && one.name === name && one.type === type);
      if (found !== undefined && 'data' in found) resolve(found.data);
    });
  });
  neighbour.query([{ name, type }]);
  return answer;
}

/** As a phone at home opens it: by the name, at the address that the network gave, trusting the home's CA. */
async function opened(host: string): Promise<number | string | undefined> {
  const { status, said } = await page(host, '/sign-in');
  return status ?? said;
}

async function page(
  host: string,
  door: string,
  headers: object = {},
): Promise<{ readonly status?: number | undefined; readonly said: string }> {
  const ca = readFileSync(path.join(hearth.dataDir, 'tls', 'ca.pem'), 'utf8');
  const { port } = new URL(hearth.run.url);
  return new Promise((resolve) => {
    const to = { host: NETWORK, port, servername: host, ca, path: door };
    const named = { ...headers, host: `${host}:${port}` };
    get({ ...to, headers: named }, (response) => {
      text(response).then(
        (said) => resolve({ status: response.statusCode, said }),
        (error) => resolve({ said: error.message }),
      );
    }).once('error', (error) => resolve({ said: error.message }));
  });
}

it('is found by its name and its doors, and opened by that name', async () => {
  await expect.poll(() => hearth.output()).toContain('Devices at home find it as hearth.local.');
  const { port: mqttPort } = new URL(hearth.run.mqttsUrl ?? '');
  expect(hearth.output()).toContain(`others publish to mqtts://${hostInAddress('0.0.0.0')}:${mqttPort}.`);

  expect(await asked('hearth.local', 'A')).toBe(NETWORK);
  expect(await asked('Hearth._https._tcp.local', 'SRV')).toMatchObject({
    target: 'hearth.local',
    port: Number(new URL(hearth.run.url).port),
  });
  expect(await asked('Hearth._secure-mqtt._tcp.local', 'SRV')).toMatchObject({
    port: Number(new URL(hearth.run.mqttsUrl ?? '').port),
  });
  expect(await opened('hearth.local')).toBe(200);
  expect(await opened('hearth-2.local')).toMatch(/altnames/);
});

it('says which address a phone uses: at setup, and on a page of its own with what it has to trust', async () => {
  const { port } = new URL(hearth.run.url);
  const { pathname } = new URL(hearth.run.setupUrl ?? '');

  const setup = await page('hearth.local', pathname);
  const cookie = await adminCookie({ ...hearth.run, dataDir: hearth.dataDir });
  const phone = await page('hearth.local', '/phone', { cookie });

  const holds = ({ said }: { said: string }, what: string) => [what, said.includes(what)];
  const code = `QR code of https://hearth.local:${port}`;
  expect(holds(setup, code)).toEqual([code, true]);
  for (const what of [code, `${code}/ca.crt`, hearth.run.url, 'keeps it when its address changes'])
    expect(holds(phone, what)).toEqual([what, true]);
});

it('is opened by another name, with a certificate for it, once somebody else has that one', async () => {
  const answers = [{ type: 'A' as const, name: 'hearth.local', ttl: 120, flush: true, data: '127.9.9.9' }];
  neighbour.on('query', ({ questions = [] }) => {
    if (questions.some(({ name }: { name: string }) => name === 'hearth.local'))
      neighbour.respond({ answers });
  });

  neighbour.respond({ answers });

  expect(await asked('hearth-2.local', 'A')).toBe(NETWORK);
  await expect.poll(() => opened('hearth-2.local')).toBe(200);
});
