import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aHouseOnOwnServers, type HouseOnOwnServers, survives } from '@/tests/support/house-under-load';

const AWAY_MS = 20_000;
const KEEPALIVE_S = 5;

let house: HouseOnOwnServers;
beforeAll(async () => {
  house = await aHouseOnOwnServers({ keepaliveS: KEEPALIVE_S });
});
afterAll(() => house?.remove());

it('holds what comes while Kafka is stopped, longer than a keepalive lasts', {
  timeout: 300_000,
}, async () => {
  await survives('Kafka stopped for 20 s', house, async () => {
    await house.kafka.stop();
    await sleep(1_000);
    const acknowledged = house.ledger.acknowledged();
    await sleep(AWAY_MS);
    expect(house.ledger.acknowledged()).toBe(acknowledged);
    await house.kafka.start();
  });
});
