import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';
import { seededRandom } from '@/server/demo/house/random';
import { aHouseBehindMosquitto, type HouseBehindMosquitto, survives } from '@/tests/support/house-under-load';

const KILLS = 5;
const LONGEST_LIFE_MS = 3_000;

let house: HouseBehindMosquitto;
beforeAll(async () => {
  house = await aHouseBehindMosquitto();
});
afterAll(() => house?.remove());

it('loses, doubles and reorders nothing of a broker’s when it is killed at random five times', {
  timeout: 300_000,
}, async () => {
  const random = seededRandom(house.ledger.settings.seed);

  await survives('Ingest at a broker of one’s own, killed five times', house, async () => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      await sleep(random() * LONGEST_LIFE_MS);
      await house.kill();
      await house.start();
    }
  });
});
