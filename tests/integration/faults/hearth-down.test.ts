import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aHouseOnOwnServers, type HouseOnOwnServers, survives } from '@/tests/support/house-under-load';

const DOWN_MS = 20_000;

let house: HouseOnOwnServers;
beforeAll(async () => {
  house = await aHouseOnOwnServers();
});
afterAll(() => house?.remove());

it('stores every reading that sensors took while it was down for 20 s', { timeout: 300_000 }, async () => {
  let measuredMeanwhile = 0;

  const report = await survives('Hearth down for 20 s', house, async () => {
    await house.kill();
    const before = house.ledger.sent();
    await sleep(DOWN_MS);
    measuredMeanwhile = house.ledger.sent() - before;
    await house.start();
  });

  expect(measuredMeanwhile).toBeGreaterThan((DOWN_MS / 1000) * 500);
  expect(report.inReading).toBe(report.sent);
});
