import type { SensorSummary } from '@/contracts/sensor';

/** How full a sensor's own battery is, in percent, or what it gives, in volts, where it says no more. */
export interface Battery {
  readonly value: number;
  readonly quantity: 'battery' | 'battery_voltage';
  readonly state: 'low' | 'empty' | undefined;
}

const LOW_PERCENT = 20;
const EMPTY_PERCENT = 10;

/** Undefined for a sensor that says nothing of a battery, and for a house's battery: that one is emptied every day. */
export function batteryOf({
  profile,
  series,
}: Pick<SensorSummary, 'profile' | 'series'>): Battery | undefined {
  if (profile === 'battery') return undefined;
  const percents = series.flatMap(({ quantity, latest }) =>
    quantity === 'battery' && latest !== null ? [latest.value] : [],
  );
  if (percents.length > 0) {
    const value = Math.min(...percents);
    return { value, quantity: 'battery', state: stateOf(value) };
  }
  const volts = series.find(({ quantity }) => quantity === 'battery_voltage')?.latest;
  return volts == null ? undefined : { value: volts.value, quantity: 'battery_voltage', state: undefined };
}

function stateOf(percent: number): Battery['state'] {
  if (percent <= EMPTY_PERCENT) return 'empty';
  return percent <= LOW_PERCENT ? 'low' : undefined;
}
