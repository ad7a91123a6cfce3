import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';
import { aHouseOnOwnServers, type HouseOnOwnServers, survives } from '@/tests/support/house-under-load';

const UNTIL_KILL_MS = 5_000;
const AFTER_KILL_MS = 10_000;

let house: HouseOnOwnServers;
beforeAll(async () => {
  house = await aHouseOnOwnServers();
});
afterAll(() => house?.remove());

// What the killed Hearth had sent is in the frozen broker's hands, and may be written after the next Hearth has looked.
it('knows after a frozen Kafka what the killed Hearth had sent to it', { timeout: 300_000 }, async () => {
  await survives('Kafka frozen for 15 s, Hearth killed meanwhile', house, async () => {
    house.kafka.freeze();
    await sleep(UNTIL_KILL_MS);
    await house.kill();
    const started = house.start();
    await sleep(AFTER_KILL_MS);
    house.kafka.thaw();
    await started;
  });
});
