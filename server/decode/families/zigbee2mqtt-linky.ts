import { phaseLetter } from './phase-letters';
import type { Property } from './zigbee2mqtt-property';

const TOTALS: Readonly<Record<string, Property>> = {
  EAST: { quantity: 'energy', unit: undefined },
  BASE: { quantity: 'energy', unit: undefined },
  EAIT: { quantity: 'energy_returned', unit: undefined },
  PAPP: { quantity: 'apparent_power', unit: undefined },
  SINSTS: { quantity: 'apparent_power', unit: undefined },
  SINSTI: { quantity: 'apparent_power', unit: undefined, channel: 'returned' },
  IINST: { quantity: 'current', unit: undefined },
};
const OF_PHASE: Readonly<Record<string, string>> = {
  SINSTS: 'apparent_power',
  IRMS: 'current',
  IINST: 'current',
  URMS: 'voltage',
};
const PHASE = /^([A-Z]{4,6})([123])$/;
const SUPPLIER_INDEX = /^EASF(\d\d)$/;
// Off-peak and peak hours, plain and by the day's colour.
const TARIFF = /^(?:HCHC|HCHP|EJPHN|EJPHPM|BBRH[CP]J[BWR])$/;

/**
 * What the labels of a French meter mean, by which its description names what it sends. What was agreed upon, and the highest of a
 * day, are no measurements.
 */
export function linkyProperty(label: string): Property | undefined {
  if (Object.hasOwn(TOTALS, label)) return TOTALS[label];
  const [, index] = SUPPLIER_INDEX.exec(label) ?? [];
  if (index !== undefined) return { quantity: 'energy', unit: undefined, channel: `tariff:${Number(index)}` };
  if (TARIFF.test(label)) return { quantity: 'energy', unit: undefined, channel: `tariff:${label}` };
  const [, measured = '', phase = ''] = PHASE.exec(label) ?? [];
  const quantity = Object.hasOwn(OF_PHASE, measured) ? OF_PHASE[measured] : undefined;
  return quantity === undefined
    ? undefined
    : { quantity, unit: undefined, channel: phaseLetter(phase) ?? phase };
}
