import { expect, it } from 'vitest';
import { createKept } from '@/app/_data/kept';

function counted() {
  let now = 0;
  let read = 0;
  const kept = createKept<number>(1_000, 2, () => now);
  return {
    get: (name: string) => kept.get(name, async () => ++read),
    pass: (ms: number) => {
      now += ms;
    },
    kept,
  };
}

it('an answer is kept for a while, one for all who ask at once', async () => {
  const { get, pass } = counted();
  expect(await Promise.all([get('a'), get('a')])).toEqual([1, 1]);
  pass(999);
  expect(await get('a')).toBe(1);
  pass(1);
  expect(await get('a')).toBe(2);
});

it('the oldest answers go first, and a failure is not kept', async () => {
  const { get, kept } = counted();
  await get('a');
  await get('b');
  await get('c');
  expect(await get('a')).toBe(4);
  await expect(kept.get('d', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await get('d')).toBe(5);
});

it('who asks after all was forgotten gets a new answer, also while an old one is being read', async () => {
  const { get, kept } = counted();
  const before = get('a');
  kept.forget();
  expect(await get('a')).toBe(2);
  expect(await before).toBe(1);
  expect(await get('a')).toBe(2);
});
