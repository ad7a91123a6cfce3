import { describe, expect, it } from 'vitest';
import { convert, inverse } from '@/contracts/conversion';
import { QUANTITIES } from '@/contracts/quantities';
import { acceptedUnits, canonicalOf } from '@/contracts/units';

function converted(quantity: string, value: number, unit: string): number | undefined {
  const canonical = canonicalOf(quantity, unit);
  return canonical === undefined ? undefined : convert(value, canonical.conversion);
}

describe('units', () => {
  it.each([
    ['energy', 60_000, 'Wmin', 1],
    ['energy', 250, 'Wh', 0.25],
    ['energy', 1.5, 'MWh', 1500],
    ['energy', 3_600_000, 'J', 1],
    ['energy', 3.6, 'MJ', 1],
    ['energy', 1, 'GJ', 277.7777777777778],
    ['power', 3.842, 'kW', 3842],
    ['power', 1500, 'mW', 1.5],
    ['power', 2, 'MW', 2_000_000],
    ['current', 250, 'mA', 0.25],
    ['voltage', 3012, 'mV', 3.012],
    ['voltage', 0.23, 'kV', 230],
    ['reactive_power', 1.2, 'kvar', 1200],
    ['apparent_power', 1.2, 'kVA', 1200],
    ['pressure', 101_325, 'Pa', 1013.25],
    ['pressure', 101.325, 'kPa', 1013.25],
    ['pressure', 1.5, 'bar', 1500],
    ['pressure', 1000, 'mbar', 1000],
    ['pressure', 760, 'mmHg', 1013.25014424],
    ['pressure', 29.92, 'inHg', 1013.2074891664],
    ['pressure', 14.5, 'psi', 999.739807514],
    ['temperature', 68, '°F', 20],
    ['temperature', 32, 'F', 0],
    ['temperature', 293.15, 'K', 20],
    ['wind_speed', 36, 'km/h', 10],
    ['wind_speed', 10, 'mph', 4.4704],
    ['wind_speed', 10, 'kn', 5.14444],
    ['wind_speed', 10, 'ft/s', 3.048],
    ['rain', 1, 'in', 25.4],
    ['water', 482_113, 'L', 482.113],
    ['water', 5, 'dm³', 0.005],
    ['water', 100, 'gal', 0.37854118],
    ['gas', 812_345, 'ft³', 23003.048751277],
    ['gas', 1, 'CCF', 2.83168466],
    ['co2', 800_000, 'ppb', 800],
    ['voc', 250, 'ppb', 0.25],
    ['voc', 0.4, 'mg/m³', 400],
    ['illuminance', 1.2, 'klx', 1200],
    ['humidity', 0.5, 'fraction', 50],
    ['power_factor', 95, '%', 0.95],
    ['water_flow', 1.2, 'm³/h', 20],
    ['distance', 125, 'cm', 1.25],
    ['conductivity', 1.5, 'mS/cm', 1500],
    ['radon', 4, 'pCi/L', 148],
    ['uptime', 2, 'h', 7200],
  ])('%s: %d %s is %d', (quantity, value, unit, expected) => {
    expect(Math.abs((converted(quantity, value, unit) ?? Number.NaN) - expected)).toBeLessThanOrEqual(
      Math.abs(expected) * 1e-12,
    );
  });

  it.each([
    ['temperature', ['C', 'degC', 'deg C', 'Cel', '°C'.normalize('NFD'), '℃', 'º C', 'celsius', 'c'], '°C'],
    ['temperature', ['F', 'degF', '℉', 'fahrenheit'], '°F'],
    ['power', ['Watt', 'watts', 'w'], 'W'],
    ['power', ['kilowatts', 'KW'], 'kW'],
    ['wind_speed', ['MPH', 'mi/h'], 'mph'],
    ['pressure', ['mmhg', 'mm Hg'], 'mmHg'],
    ['pressure', ['MBAR', 'Millibar', 'mb'], 'mbar'],
    ['rain_rate', ['mm/hr'], 'mm/h'],
    ['rain_rate', ['in/hr'], 'in/h'],
    ['water', ['M3', 'm^3'], 'm³'],
    ['water_flow', ['lph', 'L/hr'], 'L/h'],
    ['water_flow', ['m³/hr'], 'm³/h'],
    ['uptime', ['Minutes', 'mins'], 'min'],
    ['energy', ['Ws', 'joules'], 'J'],
    ['illuminance', ['lm/m²'], 'lx'],
    ['voltage', ['volt', 'Volts', 'v'], 'V'],
    ['current', ['ampere', 'Amp', 'a'], 'A'],
    ['energy', ['KWh', 'KWH', 'kW·h'], 'kWh'],
    ['reactive_power', ['VAR', 'VAr'], 'var'],
    ['water', ['m3', 'm^3', '㎥'], 'm³'],
    ['pm25', ['ug/m3', 'μg/m³', 'µg/m³', 'ug/m^3'], 'µg/m³'],
    ['illuminance', ['Lux', 'LUX'], 'lx'],
    ['link_quality', ['lqi', 'none', ''], ''],
    ['humidity', ['percent', '%RH', '% RH'], '%'],
  ])('%s: every spelling of a unit means the same', (quantity, spellings, symbol) => {
    const meant = canonicalOf(quantity, symbol);

    expect(meant).toBeDefined();
    for (const spelling of spellings) expect(canonicalOf(quantity, spelling)).toEqual(meant);
  });

  it('keeps mega and milli apart', () => {
    expect(converted('power', 1, 'mW')).toBe(0.001);
    expect(converted('power', 1, 'MW')).toBe(1_000_000);
    expect(converted('energy', 1, 'mWh')).toBe(0.000001);
    expect(converted('energy', 1, 'MWh')).toBe(1000);
    expect(canonicalOf('power', 'mw')).toBeUndefined();
  });

  it('refuses a unit that the quantity is not measured in', () => {
    expect(canonicalOf('temperature', 'W')).toBeUndefined();
    expect(canonicalOf('temperature', '')).toBeUndefined();
    expect(canonicalOf('energy', 'm³')).toBeUndefined();
    expect(canonicalOf('nonsense', 'W')).toBeUndefined();
    expect(canonicalOf('power', '__proto__')).toBeUndefined();
  });

  it('takes every quantity in its own canonical unit and in each it says to accept', () => {
    for (const { id, unit } of QUANTITIES) {
      expect(canonicalOf(id, unit)).toMatchObject({ unit });
      for (const accepted of acceptedUnits(id))
        expect(canonicalOf(id, accepted), `${id} ${accepted}`).toBeDefined();
    }
  });

  it('keeps volatile compounds by mass in µg/m³ and by parts in ppm, each with its own range', () => {
    expect(canonicalOf('voc', 'ppm')).toMatchObject({ unit: 'ppm', hard: [0, 60] });
    expect(canonicalOf('voc', 'ug/m3')).toMatchObject({ unit: 'µg/m³', hard: [0, 60_000] });
  });

  it('every conversion has a way back', () => {
    for (const { id, unit } of QUANTITIES) {
      for (const accepted of acceptedUnits(id)) {
        const { conversion } = canonicalOf(id, accepted) ?? { conversion: undefined };
        if (conversion === undefined) throw new Error(`${id} takes no ${accepted}`);
        expect(convert(convert(21.5, conversion), inverse(conversion)), `${unit} ${accepted}`).toBeCloseTo(
          21.5,
          9,
        );
      }
    }
  });
});
