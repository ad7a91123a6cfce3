import { quantityOf } from '@/contracts/quantities';

/** A value as it is written: scaled to a unit that people read, with its decimals. */
export interface ShownValue {
  readonly value: number;
  readonly decimals: number;
  readonly unit: string;
}

const DECIMALS_OF_UNKNOWN = 2;
const KILO = 1_000;
/** A kilowatt that falls below this is told in watts again: at the edge the unit doesn't flicker. */
const KILO_UNTIL = 950;
const KILO_ONE_DECIMAL = 10_000;
const KWH_ONE_DECIMAL = 10;
const KWH_NO_DECIMAL = 1_000;

/** How a canonical value is shown (DESIGN §5): power from 1,000 W on in kW, energy with fewer decimals the more it is. */
export function shownValue(value: number, quantity: string, isKilo = false): ShownValue {
  const fact = quantityOf(quantity);
  const unit = fact?.unit ?? '';
  const size = Math.abs(value);
  if (unit === 'W') return power(value, size >= (isKilo ? KILO_UNTIL : KILO));
  if (unit === 'kWh') return { value, unit, decimals: energyDecimals(size) };
  return { value, unit, decimals: fact?.decimals ?? DECIMALS_OF_UNKNOWN };
}

function power(value: number, isKilo: boolean): ShownValue {
  if (!isKilo) return { value, unit: 'W', decimals: 0 };
  return { value: value / KILO, unit: 'kW', decimals: Math.abs(value) >= KILO_ONE_DECIMAL ? 1 : 2 };
}

function energyDecimals(size: number): number {
  if (size < KWH_ONE_DECIMAL) return 2;
  return size < KWH_NO_DECIMAL ? 1 : 0;
}
