import { expect, it } from 'vitest';
import { DAY_MS, shownScale, timeTicks, valueScale } from '@/components/charts/ticks';
import { shownIn } from '@/components/format/unit-scale';
import { aFormat } from '@/tests/support/a-format';

const at = (iso: string) => Date.parse(iso);
const iso = (ticks: readonly number[]) => ticks.map((tick) => new Date(tick).toISOString().slice(5, 16));

it('puts ticks on round hours of the home, also where the zone is off by three quarters', () => {
  const berlin = timeTicks(at('2026-11-23T13:32:00Z'), at('2026-11-24T13:32:00Z'), 8, 'Europe/Berlin');
  const kathmandu = timeTicks(at('2026-11-23T13:32:00Z'), at('2026-11-23T19:32:00Z'), 6, 'Asia/Kathmandu');

  expect(iso(berlin.ticks)).toEqual([
    '11-23T14:00',
    '11-23T17:00',
    '11-23T20:00',
    '11-23T23:00',
    '11-24T02:00',
    '11-24T05:00',
    '11-24T08:00',
    '11-24T11:00',
  ]);
  expect(iso(kathmandu.ticks)).toEqual([
    '11-23T14:15',
    '11-23T15:15',
    '11-23T16:15',
    '11-23T17:15',
    '11-23T18:15',
    '11-23T19:15',
  ]);
});

it('puts a tick on each midnight of the home through the night in which the clock changes', () => {
  const { ticks, stepMs } = timeTicks(
    at('2026-10-23T12:00:00Z'),
    at('2026-10-27T12:00:00Z'),
    7,
    'Europe/Berlin',
  );

  expect(stepMs).toBe(DAY_MS);
  expect(iso(ticks)).toEqual(['10-23T22:00', '10-24T22:00', '10-25T23:00', '10-26T23:00']);
});

it.each([
  [18.9, 23, { most: 6, decimals: 1, fromZero: false }, [18, 19, 20, 21, 22, 23]],
  [21.4, 21.4, { most: 5, decimals: 1, fromZero: false }, [21.4, 21.5, 21.6]],
  [60, 3100, { most: 4, decimals: 0, fromZero: true }, [0, 1000, 2000, 3000, 4000]],
  [-300, 900, { most: 4, decimals: 0, fromZero: true }, [-500, 0, 500, 1000]],
  [0, 0, { most: 4, decimals: 0, fromZero: true }, [0, 1, 2]],
  [1e15, 1e15, { most: 4, decimals: 2, fromZero: false }, [1e15, 1e15 + 1_000, 1e15 + 2_000]],
  [0.1, 0.3, { most: 4, decimals: 1, fromZero: false }, [0.1, 0.2, 0.3]],
] as const)('chooses round values around %d to %d', (lowest, highest, options, ticks) => {
  expect(valueScale(lowest, highest, options).ticks).toEqual(ticks);
});

it('values are round in the unit that is read', () => {
  const fahrenheit = aFormat({ temperature: '°F' });
  const climate = shownScale(18.9, 23, {
    most: 4,
    fromZero: false,
    unitFor: (reach) => fahrenheit.scale(reach, 'temperature'),
  });
  expect(climate.ticks.map((tick) => shownIn(tick, climate.shown).toFixed(6))).toEqual(
    [66, 68, 70, 72, 74].map((degrees) => degrees.toFixed(6)),
  );
  expect([climate.lowest, climate.highest]).toEqual([climate.ticks[0], climate.ticks.at(-1)]);

  const unitFor = (reach: number) => aFormat().scale(reach, 'power');
  const power = shownScale(60, 3_100, { most: 4, fromZero: true, unitFor });
  expect([power.shown.unit, power.ticks, power.decimals]).toEqual(['kW', [0, 1_000, 2_000, 3_000, 4_000], 0]);
  expect(shownScale(0, 900, { most: 4, fromZero: true, unitFor }).shown.unit).toBe('W');
});
