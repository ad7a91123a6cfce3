import { execFile } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import mqtt from 'mqtt';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startIngest } from '@/server/ingest/index';
import { aContext } from '@/tests/support/a-context';
import { DAY_MS, givenFiles, someCertificates } from '@/tests/support/certificates';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';
import { aTlsDoor, caFileOf, payloads, shownTo, type TlsDoor, trusting } from './a-tls-door';

const kafka = { brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' };
const run = promisify(execFile);

beforeEach(() => freshTopics(kafka));

describe('MQTT over TLS', () => {
  it('takes what a client publishes that trusts the CA, at every quality of service', async () => {
    const door = await aTlsDoor();

    const client = await mqtt.connectAsync(door.tlsUrl, trusting(door));
    for (const qos of [0, 1, 2] as const) await client.publishAsync('home/power', `${qos}`, { qos });

    await expect.poll(() => payloads(door)).toEqual(['0', '1', '2']);
    await client.endAsync();
  });

  it('takes what mosquitto_pub publishes, by name and by address', async () => {
    const door = await aTlsDoor();
    const { username, password } = door.login;
    const login = ['-u', username, '-P', password.toString()];
    const port = String(door.tlsPort);
    const where = ['--cafile', caFileOf(door), '-p', port, ...login, '-t', 'home/power', '-q', '1'];

    for (const host of ['localhost', '127.0.0.1'])
      await run('mosquitto_pub', [...where, '-h', host, '-m', host]);

    await expect.poll(() => payloads(door)).toEqual(['localhost', '127.0.0.1']);
  });

  it('shows RSA to a client that knows nothing else, as Tasmota, and EC to all others', async () => {
    const door = await aTlsDoor();
    const tasmota = [
      '-tls1_2',
      '-cipher',
      'ECDHE-RSA-AES128-GCM-SHA256',
      '-sigalgs',
      'RSA+SHA256',
      '-curves',
      'P-256',
    ];

    const [toTasmota, toOld, toNew] = await Promise.all([
      sClient(door, tasmota),
      sClient(door, ['-tls1_2']),
      sClient(door, ['-tls1_3']),
    ]);

    expect(toTasmota).toContain('Cipher    : ECDHE-RSA-AES128-GCM-SHA256');
    expect(toTasmota).toContain('Server public key is 2048 bit');
    expect(toOld).toContain('Cipher    : ECDHE-ECDSA-AES128-GCM-SHA256');
    expect(toNew).toContain('Peer signature type: ECDSA');
    for (const said of [toTasmota, toOld, toNew]) expect(said).toContain('Verify return code: 0 (ok)');
  });

  it('speaks no TLS 1.1', async () => {
    const door = await aTlsDoor();

    const said = await sClient(door, ['-tls1_1', '-cipher', 'ALL:@SECLEVEL=0']);

    expect(said).toContain('alert protocol version');
    expect(said).toContain('Cipher is (NONE)');
    await expect.poll(() => door.count('hearth_mqtt_tls_failed_total')).toBe(1);
  });

  it('is refused by a client that trusts another CA, or asks for another name', async () => {
    const door = await aTlsDoor();
    const foreign = await givenFiles();

    await expect(mqtt.connectAsync(door.tlsUrl, trusting(door, { ca: foreign.caPem }))).rejects.toThrow(
      'unable to verify the first certificate',
    );
    await expect(
      mqtt.connectAsync(door.tlsUrl, trusting(door, { servername: 'attic.example' })),
    ).rejects.toThrow("does not match certificate's altnames");

    await expect.poll(() => door.context.metrics.registry.metrics()).toContain('hearth_mqtt_clients 0');
    expect(await door.raw()).toEqual([]);
  });

  it('is refused by a client when its certificate has ended', async () => {
    const then = new Date(Date.now() - 398 * DAY_MS);
    const given = await givenFiles({ now: then });
    const certificates = await someCertificates({ given, now: () => then });
    const door = await aTlsDoor({ certificates });

    const connecting = mqtt.connectAsync(door.tlsUrl, trusting(door, { ca: given.caPem }));

    await expect(connecting).rejects.toThrow('certificate has expired');
  });
});

describe('a renewal', () => {
  it('is shown to who connects from then on, while open connections stay', async () => {
    let now = new Date(Date.now() - 300 * DAY_MS);
    const door = await aTlsDoor({ certificates: await someCertificates({ now: () => now }) });
    const client = await mqtt.connectAsync(door.tlsUrl, trusting(door));
    let closed = 0;
    client.on('close', () => {
      closed += 1;
    });
    const before = await shownTo(door);

    now = new Date();
    await door.certificates.look();
    const after = await shownTo(door);

    expect(after.serialNumber).not.toBe(before.serialNumber);
    expect(keyOf(after)).toBe(keyOf(before));
    await client.publishAsync('home/power', '42', { qos: 1 });
    expect(await payloads(door)).toEqual(['42']);
    expect(closed).toBe(0);
    await client.endAsync();
  });

  it('brings a name that the machine was given meanwhile', async () => {
    let names = ['localhost', '127.0.0.1'];
    const door = await aTlsDoor({ certificates: await someCertificates({ names: () => names }) });
    const byName = trusting(door, { servername: 'attic.local' });
    await expect(mqtt.connectAsync(door.tlsUrl, byName)).rejects.toThrow('altnames');

    names = [...names, 'attic.local'];
    await door.certificates.look();

    const client = await mqtt.connectAsync(door.tlsUrl, byName);
    expect(client.connected).toBe(true);
    await client.endAsync();
  });

  it('of given files is shown without a restart', async () => {
    const given = await givenFiles();
    const door = await aTlsDoor({ certificates: await someCertificates({ given }) });
    expect((await shownTo(door, given.caPem)).raw).toEqual(
      new X509Certificate(readFileSync(given.certificate)).raw,
    );
    const next = await givenFiles();

    writeFileSync(given.certificate, readFileSync(next.certificate));
    writeFileSync(given.key, readFileSync(next.key));
    await door.certificates.look();

    expect((await shownTo(door, next.caPem)).raw).toEqual(
      new X509Certificate(readFileSync(next.certificate)).raw,
    );
  });
});

it('names the way out when its port is taken, and keeps none of the two', async () => {
  const stranger = createServer().listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  onTestFinished(() => void stranger.close());
  const address = stranger.address();
  const tlsPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const context = await aContext({ certificates: await someCertificates() });
  onTestFinished(() => context.stop());

  const start = startIngest({
    ...context,
    config: { ...context.config, mqtt: { ...context.config.mqtt, tlsPort } },
  });

  await expect(start).rejects.toThrow(`Port ${tlsPort} on 127.0.0.1 is taken by another program`);
  await expect(start).rejects.toThrow('set HEARTH_MQTTS_PORT to a free port');
});

async function sClient(door: TlsDoor, words: readonly string[]): Promise<string> {
  const where = ['s_client', '-connect', `127.0.0.1:${door.tlsPort}`, '-CAfile', caFileOf(door)];
  const running = run('openssl', [...where, ...words]);
  running.child.stdin?.end();
  // It ends with 1 when it is refused: what it says is what counts.
  const { stdout, stderr } = await running.catch((refused: { stdout: string; stderr: string }) => refused);
  return stdout + stderr;
}

function keyOf({ publicKey }: X509Certificate): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}
