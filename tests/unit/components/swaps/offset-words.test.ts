import { expect, it } from 'vitest';
import { goesOnWords, offsetWords, typedOffset } from '@/components/swaps/offset-words';
import { likelyBegin } from '@/components/swaps/swap-plans';
import type { SwapPlan, SwappedCounter } from '@/contracts/swap';

const format = {
  label: (quantity: string) => (quantity === 'energy' ? 'Energy' : quantity),
  number: (value: number, decimals: number) => value.toFixed(decimals),
};
const counter = (ended: number, begins: number, channel: string | null = null): SwappedCounter => ({
  ...{ quantity: 'energy', unit: 'kWh' },
  ...{ ended, begins, channel },
});

it('says by how much a counter is offset, up and down', () => {
  expect(offsetWords(counter(1204.3, 0.2), format)).toBe(
    'The old meter ended at 1204.3 kWh, the new one begins at 0.2 kWh: + 1204.1 kWh. 0 leaves it as it is sent.',
  );
  expect(offsetWords(counter(18.5, 1018.4), format)).toContain(': − 999.9 kWh.');
});

it('says from where each counter goes on, and nothing where there is none', () => {
  expect(goesOnWords([counter(18.542, 7), counter(3, 1, 'a')], format)).toBe(
    'Energy goes on from 18.542 kWh, while the new meter says 7 kWh. Energy, a goes on from 3 kWh, while the new meter says 1 kWh.',
  );
  expect(goesOnWords([], format)).toBe('');
});

it('reads what is typed with a comma or a minus of print; nothing is 0, and words are no number', () => {
  expect(typedOffset('−999,9')).toBe(-999.9);
  expect(typedOffset(' ')).toBe(0);
  expect(typedOffset('much')).toBeNaN();
});

it('begins from now on where the old device spoke after the new one was heard', () => {
  const plan = (sensorUntil: number | null): SwapPlan => ({
    sensor: { id: 'washer', name: 'Washer' },
    device: { family: 'tasmota', key: 'plug', name: null },
    ...{ heardSince: 100, before: [], mappings: [], counters: [], login: null },
    sensorUntil,
  });
  const begin = (sensorUntil: number | null) =>
    likelyBegin({ heard: plan(sensorUntil), now: plan(sensorUntil) });

  expect(begin(99)).toBe('heard');
  expect(begin(101)).toBe('now');
  expect(begin(null)).toBe('heard');
});
