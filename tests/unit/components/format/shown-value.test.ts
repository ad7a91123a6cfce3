import { describe, expect, it } from 'vitest';
import { shownValue } from '@/components/format/shown-value';

describe('a value as it is written', () => {
  it.each([
    [999, 999, 'W', 0],
    [1_000, 1, 'kW', 2],
    [-1_234, -1.234, 'kW', 2],
    [12_340, 12.34, 'kW', 1],
  ])('is power of %d W as %d %s', (watts, value, unit, decimals) => {
    expect(shownValue(watts, 'power')).toEqual({ value, unit, decimals });
  });

  it('stays in kilowatts until it is clearly below one', () => {
    expect(shownValue(960, 'power', true).unit).toBe('kW');
    expect(shownValue(949, 'power', true).unit).toBe('W');
    expect(shownValue(960, 'power', false).unit).toBe('W');
  });

  it.each([
    [9.99, 2],
    [10, 1],
    [1_000, 0],
  ])('is energy of %d kWh with %d decimals', (kwh, decimals) => {
    expect(shownValue(kwh, 'energy')).toEqual({ value: kwh, unit: 'kWh', decimals });
  });

  it('has its quantity’s unit and decimals otherwise', () => {
    expect(shownValue(21.26, 'temperature')).toEqual({ value: 21.26, unit: '°C', decimals: 1 });
    expect(shownValue(3, 'unheard-of')).toEqual({ value: 3, unit: '', decimals: 2 });
  });
});
