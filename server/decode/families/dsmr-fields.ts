import { phaseLetter } from './phase-letters';
import type { SentAs } from './sent-value';

/** A field of a meter's telegram; the unit counts where the message names none. */
export type MeterField = SentAs;

const field = (quantity: string, unit: string, channel: string | null): MeterField => ({
  quantity,
  unit,
  channel,
});

export const GAS = field('gas', 'm³', null);

/** What comes once, for the whole meter. */
const READER: Readonly<Record<string, MeterField>> = {
  electricity_delivered_1: field('energy', 'kWh', 'tariff:1'),
  electricity_delivered_2: field('energy', 'kWh', 'tariff:2'),
  electricity_returned_1: field('energy_returned', 'kWh', 'tariff:1'),
  electricity_returned_2: field('energy_returned', 'kWh', 'tariff:2'),
  electricity_currently_delivered: field('power', 'kW', null),
  // A positive number of what flows back: a channel of its own, not less than nothing.
  electricity_currently_returned: field('power', 'kW', 'returned'),
  extra_device_delivered: GAS,
};

const READER_PHASES: Readonly<Record<string, MeterField>> = {
  phase_currently_delivered: field('power', 'kW', null),
  phase_currently_returned: field('power', 'kW', 'returned'),
  phase_voltage: field('voltage', 'V', null),
  phase_power_current: field('current', 'A', null),
};

const LOGGER: Readonly<Record<string, MeterField>> = {
  energy_delivered_tariff1: field('energy', 'kWh', 'tariff:1'),
  energy_delivered_tariff2: field('energy', 'kWh', 'tariff:2'),
  energy_returned_tariff1: field('energy_returned', 'kWh', 'tariff:1'),
  energy_returned_tariff2: field('energy_returned', 'kWh', 'tariff:2'),
  power_delivered: field('power', 'kW', null),
  power_returned: field('power', 'kW', 'returned'),
  gas_delivered: GAS,
  gas_delivered2: GAS,
  water_delivered: field('water', 'm³', null),
};
// Too common a name to know a logger by.
const OWN_LOGGER: Readonly<Record<string, MeterField>> = {
  ...LOGGER,
  wifi_rssi: field('signal_strength', 'dBm', null),
};

// Totals are sent in kW, phases in W.
const LOGGER_PHASES: Readonly<Record<string, MeterField>> = {
  power_delivered: field('power', 'W', null),
  power_returned: field('power', 'W', 'returned'),
  voltage: field('voltage', 'V', null),
  current: field('current', 'A', null),
};

export function readerField(name: string): MeterField | undefined {
  return fieldIn(name, READER, READER_PHASES);
}

export function loggerField(name: string): MeterField | undefined {
  return fieldIn(name, LOGGER, LOGGER_PHASES);
}

/** Below a topic that is known to be a logger's. */
export function ownLoggerField(name: string): MeterField | undefined {
  return fieldIn(name, OWN_LOGGER, LOGGER_PHASES);
}

/** Of the logger that sends all fields on one topic, without units: every power is in kW. */
export function bareField(name: string): MeterField | undefined {
  const found = loggerField(name);
  return found?.quantity === 'power' ? { ...found, unit: 'kW' } : found;
}

const OF_PHASE = /^(.+)_(l[123])$/;

function fieldIn(
  name: string,
  whole: Readonly<Record<string, MeterField>>,
  ofPhases: Readonly<Record<string, MeterField>>,
): MeterField | undefined {
  if (Object.hasOwn(whole, name)) return whole[name];
  const [, base = '', phase = ''] = OF_PHASE.exec(name) ?? [];
  const found = Object.hasOwn(ofPhases, base) ? ofPhases[base] : undefined;
  const letter = phaseLetter(phase);
  if (found === undefined || letter === undefined) return undefined;
  return { ...found, channel: found.channel === null ? letter : `${letter}:${found.channel}` };
}
