import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { get } from 'node:https';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import mqtt from 'mqtt';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aDatabase } from '@/tests/support/a-database';
import { freshTopics } from '@/tests/support/fresh-topics';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { servers } from '@/tests/support/servers';
import { adminCookie } from '@/tests/support/signed-in';

describe('a Hearth with HEARTH_TLS=own', () => {
  let database: Awaited<ReturnType<typeof aDatabase>>;
  let hearth: HearthProcess;
  beforeAll(async () => {
    const kafkaBrokers = servers().kafkaBrokers;
    await freshTopics({ brokers: kafkaBrokers.split(','), clientId: 'test' });
    database = await aDatabase();
    hearth = await startHearth({
      env: {
        HEARTH_TLS: 'own',
        HEARTH_HOST: '0.0.0.0',
        HEARTH_ROLES: 'ingest,live,web',
        KAFKA_BROKERS: kafkaBrokers,
        DATABASE_URL: database.url,
      },
    });
  });
  afterAll(async () => {
    await hearth?.stop();
    await database?.drop();
  });

  const machineLogin = ({ run }: HearthProcess) => {
    const { username, password } = new URL(run.mqttUrl ?? '');
    return { username, password };
  };
  const caOf = ({ dataDir }: HearthProcess) => readFileSync(path.join(dataDir, 'tls', 'ca.pem'), 'utf8');

  /** Asked on this machine, under a name of the asker's choice. */
  const asked = (door: string, host: string, headers: object = {}) =>
    new Promise<{ status: number | undefined; headers: IncomingHttpHeaders; said: string }>(
      (resolve, reject) => {
        const { port } = new URL(hearth.run.url);
        const to = { host: '127.0.0.1', port, path: door, headers: { ...headers, host }, ca: caOf(hearth) };
        get({ ...to, servername: 'localhost' }, (response) => {
          const { statusCode: status, headers: said } = response;
          text(response).then((body) => resolve({ status, headers: said, said: body }), reject);
        }).once('error', reject);
      },
    );

  it('is found at https and mqtts, by who trusts its CA', async () => {
    const client = await mqtt.connectAsync(hearth.run.mqttsUrl ?? '', {
      ...machineLogin(hearth),
      ca: caOf(hearth),
    });
    await client.publishAsync('home/power', '42', { qos: 1 });
    await client.endAsync();

    expect(hearth.run.url).toMatch(/^https:\/\/[\d.]+:\d+$/);
    const { port } = new URL(hearth.run.url);
    const metrics = async () => (await asked('/metrics', `127.0.0.1:${port}`)).said;
    await expect.poll(metrics, { timeout: 15_000 }).toContain('hearth_mqtt_acked_total{qos="1"} 1');
    // From elsewhere they need a token.
    expect((await asked('/metrics', `hearth.local:${port}`)).status).toBe(401);
    expect(await (await hearth.ask('/ca.pem')).text()).toBe(caOf(hearth));
    await expect(fetch(`${hearth.run.url}/healthz`)).rejects.toThrow();
  });

  it('lets its own pages listen, and none that came without TLS', async () => {
    const cookie = await adminCookie({ ...hearth.run, dataDir: hearth.dataDir });
    expect(cookie).toMatch(/^__Host-hearth\.session=/);
    const listen = (origin: string) =>
      new Promise<string>((resolve) => {
        const socket = io(hearth.run.url, {
          transports: ['websocket'],
          forceNew: true,
          reconnection: false,
          ca: caOf(hearth),
          extraHeaders: { origin, cookie },
        });
        socket.once('connect', () => resolve('connected'));
        socket.once('connect_error', () => resolve('refused'));
        socket.once('connect', () => socket.close());
      });

    expect(await listen(hearth.run.url)).toBe('connected');
    expect(await listen(hearth.run.url.replace('https:', 'http:'))).toBe('refused');
  });

  it('answers by its names at home, and tells browsers to come over TLS alone', async () => {
    const { port } = new URL(hearth.run.url);
    const own = await asked('/', `hearth.local:${port}`);
    expect([own.status, own.headers.location]).toEqual([303, '/sign-in']);
    expect(own.headers['strict-transport-security']).toMatch(/^max-age=\d+$/);
    expect((await asked('/', 'evil.example')).status).toBe(421);
  });

  it('says on a page how a phone comes here, and what it has to trust', async () => {
    const cookie = await adminCookie({ ...hearth.run, dataDir: hearth.dataDir });
    const { port } = new URL(hearth.run.url);
    const page = (await asked('/phone', `127.0.0.1:${port}`, { cookie })).said;

    expect(page).toContain(new X509Certificate(caOf(hearth)).fingerprint256);
    expect(page).toContain(`https://hearth.local:${port}`);
    expect((await hearth.ask('/ca.crt')).headers.get('content-type')).toBe('application/x-x509-ca-cert');
  });

  it('has the same CA after a restart', async () => {
    const before = caOf(hearth);

    hearth = await hearth.restart();

    expect(caOf(hearth)).toBe(before);
    expect((await hearth.ask('/healthz')).status).toBe(200);
  });
});
