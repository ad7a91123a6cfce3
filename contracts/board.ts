import type { SeriesSummary } from './sensor';

/** What a sensor says of itself, and what tells little at a glance: on the board only where there is nothing else. */
const BEHIND = new Set([
  'battery',
  'battery_voltage',
  'signal_strength',
  'link_quality',
  'uptime',
  'voltage',
  'current',
  'frequency',
  'apparent_power',
  'reactive_power',
  'power_factor',
  'energy',
  'energy_returned',
  'energy_production',
  'energy_net',
  'energy_daily',
  'energy_reactive',
  'dew_point',
  'absolute_humidity',
]);

type Named = Pick<SeriesSummary, 'quantity' | 'channel'>;

/** The series of a sensor that have a cell on the board, in the order given. */
export function cellsOf<Series extends Named>(series: readonly Series[]): readonly Series[] {
  const shown = series.filter(({ quantity }) => !BEHIND.has(quantity));
  return shown.length > 0 ? shown : series.slice(0, 1);
}

/** The counter that belongs to a power series: of the same channel. */
export function counterOf<Series extends Named>(
  { quantity, channel }: Named,
  series: readonly Series[],
): Series | undefined {
  if (quantity !== 'power') return undefined;
  return series.find(
    (one) => (one.quantity === 'energy' || one.quantity === 'energy_production') && one.channel === channel,
  );
}
