import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';
import { seededRandom } from '@/server/demo/house/random';
import { aHouseOnOwnServers, type HouseOnOwnServers, survives } from '@/tests/support/house-under-load';

const KILLS = 10;
const LONGEST_LIFE_MS = 3_000;

let house: HouseOnOwnServers;
beforeAll(async () => {
  house = await aHouseOnOwnServers();
});
afterAll(() => house?.remove());

it('loses, doubles and reorders nothing when it is killed at random ten times', {
  timeout: 400_000,
}, async () => {
  const random = seededRandom(house.ledger.settings.seed);

  await survives('Hearth killed ten times', house, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await sleep(random() * LONGEST_LIFE_MS);
      await house.kill();
      await house.start();
    }
  });
});
