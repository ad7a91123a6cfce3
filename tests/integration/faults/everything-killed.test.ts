import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';
import { aHouseOnEmbeddedServers, type HouseUnderLoad, survives } from '@/tests/support/house-under-load';

const KILLS = 3;
const BETWEEN_MS = 3_000;

let house: HouseUnderLoad;
beforeAll(async () => {
  house = await aHouseOnEmbeddedServers();
});
afterAll(() => house?.remove());

it('comes up by itself with all data after Hearth, Kafka and PostgreSQL were killed at once', {
  timeout: 300_000,
}, async () => {
  await survives('Everything killed three times', house, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (const part of ['Kafka', 'PostgreSQL'] as const)
        process.kill(house.hearth().partPid(part), 'SIGKILL');
      await house.kill();
      await house.start();
      await sleep(BETWEEN_MS);
    }
  });
});
