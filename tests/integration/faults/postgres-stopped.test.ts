import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aHouseOnOwnServers, type HouseOnOwnServers, survives } from '@/tests/support/house-under-load';

const AWAY_MS = 20_000;

let house: HouseOnOwnServers;
beforeAll(async () => {
  house = await aHouseOnOwnServers();
});
afterAll(() => house?.remove());

it('takes and acknowledges messages while PostgreSQL is stopped, and stores them afterwards', {
  timeout: 300_000,
}, async () => {
  await survives('PostgreSQL stopped for 20 s', house, async () => {
    await house.postgres.stop();
    const before = house.ledger.acknowledged();
    await sleep(AWAY_MS);
    expect(house.ledger.acknowledged() - before).toBeGreaterThan((AWAY_MS / 1000) * 500);
    await house.postgres.start();
  });
});
