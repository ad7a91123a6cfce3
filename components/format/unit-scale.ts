import { type Conversion, convert, SAME } from '@/contracts/conversion';
import type { DisplayUnits } from '@/contracts/display';
import { quantityOf } from '@/contracts/quantities';

/** In which unit a canonical value is written, and with how many decimals. */
export interface UnitScale {
  readonly unit: string;
  readonly decimals: number;
  /** From the canonical unit; never turns the order of values round. */
  readonly conversion: Conversion;
}

const DECIMALS_OF_UNKNOWN = 2;
/** A mass of volatile compounds, in µg/m³. */
const DECIMALS_OF_OTHER = 0;
const KILO = 1_000;
/** A kilowatt that falls below this is told in watts again: at the edge the unit doesn't flicker. */
const KILO_UNTIL = 950;
const KILO_ONE_DECIMAL = 10_000;
const TO_KILO: Conversion = { ...SAME, over: KILO };
/** Of two decimals one less from each of these sizes on. */
const FEWER_FROM: Readonly<Record<string, readonly number[]>> = {
  kWh: [10, 1_000],
  A: [10],
};
/** Below this size a decimal more. */
const FINER_BELOW: Readonly<Record<string, number>> = { pm1: 10, pm25: 10, pm4: 10, pm10: 10 };

/** The unit that the reader chose, whatever the size. `unit`: the series' canonical one, where a quantity has several. */
export function plainScale(quantity: string, units: DisplayUnits, unit?: string): UnitScale {
  const own = units[quantity];
  if (own !== undefined) return own;
  const fact = quantityOf(quantity);
  if (fact === undefined) return { unit: unit ?? '', decimals: DECIMALS_OF_UNKNOWN, conversion: SAME };
  const isOther = unit !== undefined && unit !== fact.unit;
  return { unit: unit ?? fact.unit, decimals: isOther ? DECIMALS_OF_OTHER : fact.decimals, conversion: SAME };
}

/** How a value of that size is written (DESIGN §5): power from 1,000 W on in kW, energy with fewer decimals the more it is. */
export function scaleFor(
  canonicalSize: number,
  quantity: string,
  units: DisplayUnits,
  {
    unit,
    wasKilo = false,
  }: { readonly unit?: string | undefined; readonly wasKilo?: boolean | undefined } = {},
): UnitScale {
  const plain = plainScale(quantity, units, unit);
  const size = Math.abs(canonicalSize);
  if (plain.unit === 'W' && size >= (wasKilo ? KILO_UNTIL : KILO))
    return { unit: 'kW', decimals: size >= KILO_ONE_DECIMAL ? 1 : 2, conversion: TO_KILO };
  if (size < (FINER_BELOW[quantity] ?? 0)) return { ...plain, decimals: plain.decimals + 1 };
  const fewer = FEWER_FROM[plain.unit]?.filter((from) => size >= from).length ?? 0;
  return fewer === 0 ? plain : { ...plain, decimals: Math.min(plain.decimals, 2 - fewer) };
}

export function shownIn(canonical: number, { conversion }: UnitScale): number {
  return convert(canonical, conversion);
}

/** A difference of two values: where a unit begins doesn't count. */
export function changeIn(change: number, { conversion: { times, over } }: UnitScale): number {
  return (change * times) / over;
}
