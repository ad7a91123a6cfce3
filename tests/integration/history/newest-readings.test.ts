import { afterAll, beforeAll, expect, it } from 'vitest';
import { newestReadings } from '@/server/history/queries';
import { type AKitchen, aKitchen, FROM, KITCHEN, SECOND } from './a-kitchen';

let database: AKitchen;
beforeAll(async () => {
  database = await aKitchen();
  await database.measured([
    [FROM, 1],
    [FROM + 2 * SECOND, 2],
    [FROM + SECOND, 3],
    [FROM + 3 * SECOND, 4, true],
  ]);
});
afterAll(() => database.drop());

it('the newest readings come newest first, and say which of them were late', async () => {
  const newest = await newestReadings(database, KITCHEN, 3, 'all');

  expect(newest).toEqual([
    { measuredAt: FROM + 3 * SECOND, value: 4, implausible: true, late: false, clock: 'device' },
    { measuredAt: FROM + 2 * SECOND, value: 2, implausible: false, late: false, clock: 'device' },
    { measuredAt: FROM + SECOND, value: 3, implausible: false, late: true, clock: 'device' },
  ]);
});
