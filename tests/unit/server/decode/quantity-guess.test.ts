import { expect, it } from 'vitest';
import { quantityGuess } from '@/server/decode/families/quantity-guess';

it.each([
  ['°C', 'Boiler/Temperature', 'temperature'],
  ['°C', 'supplyDewPoint', 'dew_point'],
  ['V', 'batVoltage', 'battery_voltage'],
  ['', 'pH', 'ph'],
  ['%', 'soil-moisture', 'moisture'],
  ['m', 'radar/target_distance', 'distance'],
])('takes %s under %s for %s', (unit, name, quantity) => {
  expect(quantityGuess(unit, name)).toBe(quantity);
});

it.each([
  ['°C', 'Boiler/Setpoint'],
  ['°C', 'heatingsetpoint'],
  ['°C', 'targetTemperature'],
  ['°C', 'set_temp'],
  ['W', 'Inverter/Power Limit'],
  ['W', 'ratedPower'],
  ['°C', 'temperature calibration'],
  ['kWh', 'energy_today'],
  ['L', 'water_today'],
  ['m³', 'Gas/This Month'],
])('takes %s under %s for no measurement', (unit, name) => {
  expect(quantityGuess(unit, name)).toBeUndefined();
});
