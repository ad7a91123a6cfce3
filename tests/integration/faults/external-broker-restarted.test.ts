import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, it } from 'vitest';
import { aHouseBehindMosquitto, type HouseBehindMosquitto, survives } from '@/tests/support/house-under-load';

const AWAY_MS = 3_000;

let house: HouseBehindMosquitto;
beforeAll(async () => {
  // Of a clean session the broker forgets what is in the middle of a QoS 2 handshake, and says yes to its end all the same.
  house = await aHouseBehindMosquitto({ clean: 0 });
});
afterAll(() => house?.remove());

// What its clients send again at QoS 1 a broker hands on as another message, and it raises wills when it stops: no more is promised.
it('loses nothing of a broker of one’s own that is restarted properly', { timeout: 300_000 }, async () => {
  const restart = async () => {
    await house.mosquitto.stop();
    await sleep(AWAY_MS);
    await house.mosquitto.start();
  };

  await survives('A broker of one’s own restarted', house, restart, { lost: 0 });
});
