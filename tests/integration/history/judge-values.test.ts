import { afterAll, beforeAll, expect, it } from 'vitest';
import { rangeJudgement } from '@/server/history/queries';
import { type AKitchen, aKitchen, FROM, KITCHEN, SECOND } from './a-kitchen';

let database: AKitchen;
beforeAll(async () => {
  database = await aKitchen();
  await database.measured([
    [FROM + SECOND, 20],
    [FROM + 2 * SECOND, 850, true],
    [FROM + 3 * SECOND, 21],
    [FROM + 4 * SECOND, 35],
    [FROM + 5 * SECOND, -200, true],
  ]);
});
afterAll(() => database.drop());

it('a range is told what it would make of what is stored, and since when', async () => {
  const judged = (range: readonly [number, number]) => rangeJudgement(database, KITCHEN, range, 'all');

  expect(await judged([-60, 900])).toEqual({ released: 1, marked: 0, since: FROM + 2 * SECOND });
  expect(await judged([0, 30])).toEqual({ released: 0, marked: 1, since: FROM + 4 * SECOND });
  expect(await judged([-60, 600])).toEqual({ released: 0, marked: 0, since: null });
  expect(await judged([-300, 20])).toEqual({ released: 1, marked: 2, since: FROM + 3 * SECOND });
});

it('a series that is not there, or not seen, has nothing to judge', async () => {
  const nothing = { released: 0, marked: 0, since: null };

  expect(await rangeJudgement(database, { ...KITCHEN, quantity: 'co2' }, [0, 1], 'all')).toEqual(nothing);
  expect(await rangeJudgement(database, KITCHEN, [0, 1], [])).toEqual(nothing);
});
