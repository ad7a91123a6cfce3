import { describe, expect, it } from 'vitest';
import { changeIn } from '@/components/format/unit-scale';
import { QUANTITY_WORDS } from '@/contracts/quantity-words';
import { aFormat } from '@/tests/support/a-format';

describe('a value as it is written', () => {
  it.each([
    [999.4, 'power', '999 W'],
    [1_000, 'power', '1.00 kW'],
    [-1_234, 'power', '−1.23 kW'],
    [12_340, 'power', '12.3 kW'],
    [9.994, 'energy', '9.99 kWh'],
    [10, 'energy', '10.0 kWh'],
    [1_000, 'energy', '1,000 kWh'],
    [12.4, 'storage_energy', '12.4 kWh'],
    [9.876, 'current', '9.88 A'],
    [12.34, 'current', '12.3 A'],
    [4.25, 'pm25', '4.3 µg/m³'],
    [42.25, 'pm25', '42 µg/m³'],
    [21.26, 'temperature', '21.3 °C'],
    [0.95, 'power_factor', '0.95'],
    [1, 'contact', 'closed'],
    [0.5, 'contact', '1'],
    [90_061, 'uptime', '1 d 1 h'],
    [3, 'unheard-of', '3.00'],
  ])('%d of %s is “%s”', (value, quantity, text) => {
    expect(aFormat().withUnit(value, quantity)).toBe(text);
  });

  it('stays in kilowatts until it is clearly below one', () => {
    const format = aFormat();
    expect(format.scale(960, 'power', undefined, true).unit).toBe('kW');
    expect(format.scale(949, 'power', undefined, true).unit).toBe('W');
    expect(format.scale(960, 'power').unit).toBe('W');
  });

  it('is told in the unit of its series where a quantity has two', () => {
    expect(aFormat().withUnit(120, 'voc', 'µg/m³')).toBe('120 µg/m³');
    expect(aFormat().withUnit(0.12, 'voc', 'ppm')).toBe('0.120 ppm');
  });

  it('two values stand in one unit', () => {
    expect(aFormat().between(520, 1_024, 'power')).toBe('0.52 – 1.02 kW');
    expect(aFormat({ temperature: '°F' }).between(0, 100, 'temperature')).toBe('32.0 – 212.0 °F');
  });
});

describe('the units that somebody chose', () => {
  it.each([
    [{ temperature: '°F' }, 21.5, 'temperature', '70.7 °F'],
    [{ temperature: '°F' }, -40, 'dew_point', '−40.0 °F'],
    [{ pressure: 'inHg' }, 1_013.25, 'pressure', '29.92 inHg'],
    [{ pressure: 'bar' }, 1_500, 'pressure', '1.500 bar'],
    [{ pressure: 'psi' }, 1_013.25, 'pressure', '14.70 psi'],
    [{ wind: 'km/h' }, 10, 'wind_gust', '36.0 km/h'],
    [{ wind: 'mph' }, 10, 'wind_speed', '22.4 mph'],
    [{ rain: 'in' }, 25.4, 'rain', '1.00 in'],
    [{ rain: 'in' }, 2.54, 'rain_rate', '0.10 in/h'],
    [{}, 1.2345, 'water', '1,235 L'],
    [{ water: 'm³' }, 1.2345, 'water', '1.235 m³'],
    [{ water: 'gal' }, 1, 'water', '264 gal'],
    [{ water: 'gal' }, 3.7854118, 'water_flow', '1.0 gal/min'],
    [{ gas: 'ft³' }, 1, 'gas', '35.3 ft³'],
    [{ distance: 'cm' }, 1.234, 'distance', '123 cm'],
    [{ weight: 'lb' }, 1, 'weight', '2.2 lb'],
    [{ radon: 'pCi/L' }, 148, 'radon', '4.0 pCi/L'],
    [{ temperature: 'K', nonsense: 'W' }, 21.5, 'temperature', '21.5 °C'],
  ])('%j: %d of %s is “%s”', (units, value, quantity, text) => {
    expect(aFormat(units).withUnit(value, quantity)).toBe(text);
  });

  it('a change knows nothing of where a unit begins', () => {
    const fahrenheit = aFormat({ temperature: '°F' });
    expect(fahrenheit.change(0.5, fahrenheit.plain('temperature'))).toBe('+0.9');
    expect(changeIn(-10, fahrenheit.plain('temperature'))).toBe(-18);
  });
});

it('German names, states and dates, with numbers as they are written there', () => {
  const german = aFormat({}, { locale: 'de-DE', dateLocale: 'de-DE', words: QUANTITY_WORDS.de });
  expect(german.label('humidity')).toBe('Luftfeuchte');
  expect(german.withUnit(1_234.5, 'power')).toBe('1,23 kW');
  expect(german.withUnit(0, 'contact')).toBe('offen');
  expect(german.time(Date.UTC(2026, 9, 6, 12), 'day')).toBe('Di. 6. Okt.');
  expect(german.time(Date.UTC(2026, 9, 6, 12, 0, 7, 412), 'millisecond')).toBe('13:00:07,412');
});
