import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aHouseOnEmbeddedServers, type HouseUnderLoad, survives } from '@/tests/support/house-under-load';

const KILLS = 2;
const BETWEEN_MS = 3_000;

let house: HouseUnderLoad;
beforeAll(async () => {
  house = await aHouseOnEmbeddedServers();
});
afterAll(() => house?.remove());

it('brings a killed Kafka back by itself, with all that was acknowledged', { timeout: 300_000 }, async () => {
  await survives('Kafka killed twice', house, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const killed = house.hearth().partPid('Kafka');
      process.kill(killed, 'SIGKILL');
      await expect.poll(() => house.hearth().partPid('Kafka'), { timeout: 20_000 }).not.toBe(killed);
      await house.hearth().waitReady();
      await sleep(BETWEEN_MS);
    }
  });
});
