import type { DisplayUnits } from '@/contracts/display';
import type { QuantityWords } from '@/contracts/quantity-words';
import { durationText } from './duration';
import { formatChange, formatNumber } from './number';
import { formatMoment, formatTime, type TimeStyle } from './time';
import { changeIn, plainScale, scaleFor, shownIn, type UnitScale } from './unit-scale';

export interface FormatSettings {
  /** Of numbers and dates: the reader's, as BCP 47. */
  readonly locale: string;
  /** Of weekdays and months, as BCP 47: the language that quantities are named in. */
  readonly dateLocale: string;
  /** The home's IANA zone: a house's evening is the same evening for whoever looks. */
  readonly timeZone: string;
  readonly units: DisplayUnits;
  readonly words: QuantityWords;
}

/** How values and moments are written on this page. Values canonical, moments ms since 1970. */
export interface Format {
  readonly timeZone: string;
  number(value: number, decimals: number): string;
  /** The quantity's name. */
  label(quantity: string): string;
  /** The word for what is one of two states, a duration for what is one; undefined for what is a number. */
  word(value: number, quantity: string): string | undefined;
  /** The unit that values of a series are written in, whatever their size. `unit`: the series' own. */
  plain(quantity: string, unit?: string): UnitScale;
  /** How a value of that size is written: "1,024 W" in kW. */
  scale(size: number, quantity: string, unit?: string, wasKilo?: boolean): UnitScale;
  /** Without its unit, in the reader's and with the decimals of its quantity. */
  value(value: number, quantity: string, unit?: string): string;
  /** With its unit, scaled: "1.02 kW". */
  withUnit(value: number, quantity: string, unit?: string): string;
  /** Two values in one unit: "0.52 – 1.02 kW". */
  between(low: number, high: number, quantity: string, unit?: string): string;
  /** With its sign, in a scale's unit; empty when it rounds to nothing. */
  change(change: number, scale: UnitScale): string;
  time(at: number, style: TimeStyle): string;
  moment(at: number, now: number): string;
}

export function createFormat({ locale, dateLocale, timeZone, units, words }: FormatSettings): Format {
  const scale: Format['scale'] = (size, quantity, unit, wasKilo) =>
    scaleFor(size, quantity, units, { unit, wasKilo });
  const scaled = (value: number, of: UnitScale) => formatNumber(shownIn(value, of), of.decimals, locale);
  const word: Format['word'] = (value, quantity) => {
    if (quantity === 'uptime') return durationText(value * 1_000);
    return value === 0 || value === 1 ? words.states[quantity]?.[value] : undefined;
  };
  return {
    timeZone,
    number: (value, decimals) => formatNumber(value, decimals, locale),
    label: (quantity) => words.labels[quantity] ?? quantity,
    word,
    plain: (quantity, unit) => plainScale(quantity, units, unit),
    scale,
    value: (value, quantity, unit) => scaled(value, plainScale(quantity, units, unit)),
    withUnit: (value, quantity, unit) => {
      const said = word(value, quantity);
      if (said !== undefined) return said;
      const of = scale(value, quantity, unit);
      return `${scaled(value, of)} ${of.unit}`.trimEnd();
    },
    between: (low, high, quantity, unit) => {
      const of = scale(Math.max(Math.abs(low), Math.abs(high)), quantity, unit);
      return `${scaled(low, of)} – ${scaled(high, of)} ${of.unit}`.trimEnd();
    },
    change: (change, of) => formatChange(changeIn(change, of), of.decimals, locale),
    time: (at, style) => formatTime(at, style, timeZone, dateLocale),
    moment: (at, now) => formatMoment(at, now, timeZone, dateLocale),
  };
}
