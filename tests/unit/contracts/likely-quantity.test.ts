import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { likelyQuantity } from '@/contracts/likely-quantity';
import { quantityOf } from '@/contracts/quantities';
import { LETTERS, QUANTITY_NAMES } from '@/contracts/quantity-names';
import { canonicalOf } from '@/contracts/units';
import { quantityGuess } from '@/server/decode/families/quantity-guess';

/** `temperature °C ×0.1 medium`. */
function guess(path: string, text: string, topic = ''): string {
  const likely = likelyQuantity({ path, text, topic });
  if (likely === undefined) return 'nothing';
  const { quantity, unit, scale, values, confidence } = likely;
  return [quantity, unit, scale && `×${scale}`, values && JSON.stringify(values), confidence]
    .filter(Boolean)
    .join(' ');
}

describe('what a value seems to be', () => {
  it.each([
    ['/temperature', '21.5', 'temperature °C high'],
    ['/sensor/temp', '21.5', 'temperature °C high'],
    ['/outsideTemp', '-3', 'temperature °C high'],
    ['/Außentemperatur', '4,5', 'temperature °C high'],
    ['/Luftfeuchte', '48', 'humidity % high'],
    ['/humidité', '48', 'humidity % high'],
    ['/vocht', '48', 'humidity % high'],
    ['/co2', '612', 'co2 ppm high'],
    ['/Leistung', '412', 'power W high'],
    ['/energy', '8123.4', 'energy kWh high'],
    ['/kWh', '8123.4', 'energy kWh high'],
    ['/rssi', '-61', 'signal_strength dBm high'],
    ['/pm2_5', '7', 'pm25 µg/m³ high'],
    ['/dew_point', '7', 'dew_point °C high'],
    ['/temp1', '20', 'temperature °C high'],
    ['/temperature/value', '20', 'temperature °C high'],
    ['/energy_today', '3.2', 'energy_daily kWh high'],
    ['/energy/month', '83.2', 'nothing'],
    ['/outdoor', '3', 'nothing'],
    ['T', '18.4', 'temperature °C medium'],
    ['/p', '412', 'power W medium'],
  ])('goes by the name %s', (path, text, expected) => {
    expect(guess(path, text)).toBe(expected);
  });

  it.each([
    ['/power_kw', '3.2', 'power kW high'],
    ['/temp_f', '70', 'temperature °F high'],
    ['/batV', '2.98', 'battery_voltage V high'],
    ['/battery_mv', '2980', 'battery_voltage mV high'],
    ['/pressure', '1013 mbar', 'pressure mbar high'],
    ['/value', '21.5 °C', 'temperature °C high'],
    ['/value', '3.2kW', 'power kW high'],
    ['/temp', '55 %', 'nothing'],
  ])('takes the unit of %s: %s', (path, text, expected) => {
    expect(guess(path, text)).toBe(expected);
  });

  it.each([
    ['', '1013.2', 'pressure hPa low'],
    ['2', '1002,75', 'pressure hPa low'],
    ['/0', '1013', 'nothing'],
    ['/level', '1013.2', 'nothing'],
    ['/0', '21.5', 'nothing'],
  ])('of %j, which has no name, goes by the size of %s', (path, text, expected) => {
    expect(guess(path, text)).toBe(expected);
  });

  it.each([
    ['/bat', '2.98', 'battery_voltage V high'],
    ['/bat', '3012', 'battery_voltage mV high'],
    ['/bat', '87', 'battery % high'],
    ['/t', '216', 'temperature °C ×0.1 low'],
    ['/temp', '2150', 'temperature °C ×0.01 medium'],
    ['/temp', '294.15', 'temperature K medium'],
    ['/humidity', '0.45', 'humidity fraction medium'],
    ['/humidity', '452', 'humidity % ×0.1 medium'],
    ['/pressure', '101325', 'pressure Pa medium'],
    ['/pressure', '101.3', 'pressure kPa medium'],
    ['/voltage', '230400', 'voltage mV medium'],
    ['/temp', '99999', 'temperature °C low'],
    ['/t', '99999', 'nothing'],
  ])('judges %s by its size %s', (path, text, expected) => {
    expect(guess(path, text)).toBe(expected);
  });

  it('goes by the topic where the message says nothing', () => {
    expect(guess('', '21.5', 'sensors/kitchen/temperature')).toBe('temperature °C high');
    expect(guess('/value', '48', 'haus/bad/feuchte/state')).toBe('humidity % high');
    expect(guess('', '21.5', 'node/7')).toBe('nothing');
    // A single letter of a topic names nothing.
    expect(guess('/x', '5', 'home/t')).toBe('nothing');
  });

  it('knows the words of two states, as they are sent', () => {
    expect(guess('/door', 'open')).toBe('contact {"open":0,"closed":1} high');
    expect(guess('', 'OFF', 'garage/motion')).toBe('occupancy {"OFF":0,"ON":1} high');
    expect(guess('/window', 'Closed')).toBe('contact {"Open":0,"Closed":1} high');
    expect(guess('/temperature', 'open')).toBe('nothing');
    expect(guess('/door', 'ajar')).toBe('nothing');
  });

  it('names only quantities in units that they can have', () => {
    for (const [, quantity, unit] of [...QUANTITY_NAMES, ...LETTERS]) {
      expect(quantityOf(quantity)).toBeDefined();
      expect([quantity, canonicalOf(quantity, unit)]).not.toEqual([quantity, undefined]);
    }
  });

  it('makes of any field something that can be measured, or nothing', () => {
    const name = fc.oneof(fc.string(), fc.constantFrom(...QUANTITY_NAMES.map(([words]) => words)));
    const text = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
    fc.assert(
      fc.property(name, text, fc.string(), (path, sent, topic) => {
        const likely = likelyQuantity({ path, text: sent, topic });
        if (likely !== undefined) expect(canonicalOf(likely.quantity, likely.unit)).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });
});

it.each([
  ['750 mmHg', 'pressure', 'mmHg'],
  ['294 K', 'temperature', 'K'],
  ['3 kvar', 'reactive_power', 'kvar'],
  ['0.2 L/s', 'water_flow', 'L/s'],
])('knows %s by its unit, as decoders do', (text, quantity, unit) => {
  expect(likelyQuantity({ path: '/x1', text })).toMatchObject({ quantity, unit });
  expect(quantityGuess(unit, 'x1')).toBe(quantity);
});
