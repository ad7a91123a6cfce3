import { rmSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { READINGS, topicPlans } from '@/contracts/topics';
import { type EmbeddedKafka, startKafka } from '@/server/embedded/kafka/start-kafka';
import { describeTopics, probeKafka } from '@/server/stream/probe';
import { ensureTopics } from '@/server/stream/topics';
import { type WatchedSurroundings, watchedSurroundings } from '@/tests/support/embedded-parts';
import { aDataDir } from '@/tests/support/hearth-process';
import { servers } from '@/tests/support/servers';

const SLOW = { timeout: 30_000 };

describe('the embedded Kafka', () => {
  const folder = path.join(aDataDir(), 'kafka');
  let around: WatchedSurroundings;
  let kafka: EmbeddedKafka;

  const settings = () => ({ brokers: kafka.brokers, clientId: 'test' });
  const port = () => Number(kafka.brokers[0]?.split(':')[1]);
  const topicId = async () => (await describeTopics(settings(), [READINGS])).get(READINGS)?.topicId;

  beforeAll(async () => {
    around = watchedSurroundings();
    kafka = await startKafka({ folder, port: 0 }, around);
    await ensureTopics(settings(), topicPlans(1), { embedded: true });
  });
  afterAll(async () => {
    await kafka.stop();
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  it('answers as one broker on loopback', async () => {
    const answer = await probeKafka(settings());

    expect(answer.brokerCount).toBe(1);
    expect(kafka.brokers[0]).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  it('refuses a port that another program has, in one sentence with the way out', async () => {
    const taken = startKafka({ folder: path.join(aDataDir(), 'kafka'), port: port() }, watchedSurroundings());

    await expect(taken).rejects.toThrow(
      `Port ${port()} is taken by another program: stop that program, or set HEARTH_KAFKA_PORT to another port (0 means any free one), or set KAFKA_BROKERS`,
    );
  });

  it('comes back by itself after kill -9, on the same port and with its topics', async () => {
    const before = await topicId();
    const [first] = around.children;

    process.kill(first?.pid ?? 0, 'SIGKILL');
    await first?.ended;
    await vi.waitFor(() => expect(kafka.health().ready).toBe(false), SLOW);
    await vi.waitFor(() => expect(kafka.health().ready).toBe(true), SLOW);

    expect(before).toMatch(/\S/);
    expect(await topicId()).toBe(before);
    expect(around.children).toHaveLength(2);
  });

  it('keeps cluster and topics over a stop and a start', async () => {
    const before = { id: await topicId(), cluster: (await probeKafka(settings())).clusterId };
    await kafka.stop();

    around = watchedSurroundings();
    kafka = await startKafka({ folder, port: 0 }, around);

    expect({ id: await topicId(), cluster: (await probeKafka(settings())).clusterId }).toEqual(before);
  });

  it('is not fooled by another Kafka that has taken its port meanwhile', async () => {
    const child = around.children.at(-1);

    process.kill(child?.pid ?? 0, 'SIGKILL');
    await child?.ended;
    const stranger = await relay(port(), servers().kafkaBrokers);
    const reason = await around.gone;
    stranger.close();

    expect(reason).toContain(`Port ${port()} is taken by another program`);
    expect(kafka.health().ready).toBe(false);
  });
});

/** Passes every connection on to the Kafka of the tests. */
async function relay(port: number, brokers: string): Promise<Server> {
  const [host, to] = (brokers.split(',')[0] ?? '').split(':');
  const server = createServer((socket) => {
    const onward = connect(Number(to), host ?? '');
    socket.on('error', () => onward.destroy()).pipe(onward);
    onward.on('error', () => socket.destroy()).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}
