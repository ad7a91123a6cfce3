import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';
import { aHouseBehindMosquitto, type HouseBehindMosquitto, survives } from '@/tests/support/house-under-load';

const AWAY_MS = 15_000;

let house: HouseBehindMosquitto;
beforeAll(async () => {
  house = await aHouseBehindMosquitto();
});
afterAll(() => house?.remove());

it('leaves with a broker of one’s own what comes while Kafka is stopped', { timeout: 300_000 }, async () => {
  await survives('Kafka stopped for 15 s behind a broker of one’s own', house, async () => {
    await house.kafka.stop();
    await sleep(AWAY_MS);
    await house.kafka.start();
  });
});
