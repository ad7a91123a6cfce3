import { expect, it, onTestFinished } from 'vitest';
import { createBrokers } from '@/server/stream/brokers';
import { aProxy, kafka } from './kafka-under-test';

const PATIENCE_MS = 5_000;

it('opens one connection for all who ask at once, and closes it', async () => {
  const proxy = await aProxy();
  const brokers = createBrokers(kafka(proxy.brokers), PATIENCE_MS);

  const wires = await Promise.all([brokers.any(), brokers.any(), brokers.any()]);

  expect(new Set(wires).size).toBe(1);
  expect(proxy.connected()).toBe(1);
  brokers.close();
  await expect.poll(proxy.connected).toBe(0);
});

it('opens another one once that is broken, also when it could not be opened before', async () => {
  const proxy = await aProxy();
  const brokers = createBrokers(kafka(proxy.brokers), PATIENCE_MS);
  onTestFinished(() => brokers.close());
  const first = await brokers.any();

  await proxy.close();
  await expect.poll(() => first.open).toBe(false);
  await expect(brokers.any()).rejects.toThrow();
  await proxy.open();

  expect((await brokers.any()).open).toBe(true);
});
