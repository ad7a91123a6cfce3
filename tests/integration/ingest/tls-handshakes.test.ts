import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import mqtt from 'mqtt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aContext } from '@/tests/support/a-context';
import { someCertificates } from '@/tests/support/certificates';
import { freshTopics } from '@/tests/support/fresh-topics';
import { servers } from '@/tests/support/servers';
import { aDoor } from './a-door';
import { aTlsDoor, payloads, trusting } from './a-tls-door';

const WELL_BEFORE_THEY_ARE_GIVEN_UP_MS = 8_000;

beforeEach(() => freshTopics({ brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' }));

describe('handshakes that lead nowhere', () => {
  const strangers: Socket[] = [];
  afterEach(() => {
    for (const stranger of strangers.splice(0)) stranger.destroy();
  });

  async function aStranger(port: number, bytes: Buffer): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    strangers.push(socket);
    await once(socket, 'connect');
    if (bytes.length > 0) socket.write(bytes);
    return socket;
  }

  it('disturb nobody: 200 that stop half way and 100 of garbage, over the limit too', async () => {
    const door = await aTlsDoor({ limits: { handshakes: 100 } });
    const before = await mqtt.connectAsync(door.tlsUrl, trusting(door));
    const hello = clientHello();

    await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        aStranger(door.tlsPort, index % 2 === 0 ? Buffer.alloc(0) : hello.subarray(0, 40)),
      ),
    );
    const open = () => strangers.filter((socket) => !socket.closed).length;
    await expect.poll(open, { timeout: WELL_BEFORE_THEY_ARE_GIVEN_UP_MS }).toBe(100);
    const rubbish = await Promise.all(
      Array.from({ length: 100 }, (_, index) => aStranger(door.tlsPort, garbage(index))),
    );
    await Promise.all(rubbish.map((socket) => socket.destroyed || once(socket, 'close')));
    const after = await mqtt.connectAsync(door.tlsUrl, trusting(door));
    await Promise.all([
      before.publishAsync('home/power', 'before', { qos: 1 }),
      after.publishAsync('home/power', 'after', { qos: 1 }),
    ]);

    expect((await payloads(door)).toSorted()).toEqual(['after', 'before']);
    await expect.poll(() => door.count('hearth_mqtt_tls_failed_total')).toBeGreaterThanOrEqual(200);
    await Promise.all([before.endAsync(), after.endAsync()]);
  });

  it('are given up after ten seconds', { timeout: 30_000 }, async () => {
    const door = await aTlsDoor();
    const started = performance.now();

    const stranger = await aStranger(door.tlsPort, Buffer.alloc(0));
    await once(stranger, 'close');

    expect(performance.now() - started).toBeGreaterThan(9_000);
    expect(await door.count('hearth_mqtt_tls_failed_total')).toBe(1);
  });

  it('keep nobody from stopping', async () => {
    const certificates = await someCertificates();
    const context = await aContext({ certificates });
    const door = await aDoor({ context });
    const stranger = await aStranger(Number(new URL(context.addresses.mqttsUrl ?? '').port), Buffer.alloc(0));
    const started = performance.now();
    const closedAfter = once(stranger, 'close').then(() => performance.now() - started);

    await door.stop();

    expect(await closedAfter).toBeLessThan(WELL_BEFORE_THEY_ARE_GIVEN_UP_MS);
    await context.stop();
  });
});

describe('a client over TLS', () => {
  it('that shook hands and says nothing is ended like any other', async () => {
    const door = await aTlsDoor({ limits: { connectTimeoutMs: 300 } });
    const socket: TLSSocket = connectTls({
      port: door.tlsPort,
      host: '127.0.0.1',
      ca: door.certificates.authorityPem,
    });
    socket.on('error', () => undefined);

    await once(socket, 'close');

    expect(socket.authorized).toBe(true);
  });
});

/** How a handshake begins: more is to come than is there. */
function clientHello(): Buffer {
  return Buffer.concat([Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]), Buffer.alloc(100, 7)]);
}

function garbage(seed: number): Buffer {
  return Buffer.from(Array.from({ length: 500 }, (_, index) => (index * 197 + seed * 31 + 11) & 255));
}
