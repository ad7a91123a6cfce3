import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aHouseBehindMosquitto, type HouseBehindMosquitto, survives } from '@/tests/support/house-under-load';

const UNTIL_KILL_MS = 3_000;
const AFTER_KILL_MS = 5_000;

let house: HouseBehindMosquitto;
beforeAll(async () => {
  house = await aHouseBehindMosquitto();
});
afterAll(() => house?.remove());

// What the killed Hearth had sent is in the frozen Kafka's hands, and a broker of one's own sends it again.
it('stores once what is in the log twice after a frozen Kafka and a killed Hearth', {
  timeout: 300_000,
}, async () => {
  const title = 'Kafka frozen for 8 s behind a broker of one’s own, Hearth killed meanwhile';

  const report = await survives(title, house, async () => {
    house.kafka.freeze();
    await sleep(UNTIL_KILL_MS);
    await house.kill();
    const started = house.start();
    await sleep(AFTER_KILL_MS);
    house.kafka.thaw();
    await started;
  });

  expect(report.rawCopies).toBeGreaterThan(0);
});
