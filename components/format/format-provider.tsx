'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { quantityOf } from '@/contracts/quantities';
import { formatChange, formatNumber } from './number';
import { shownValue } from './shown-value';
import { formatMoment, formatTime, type TimeStyle } from './time';

export interface FormatSettings {
  /** Of numbers: the reader's, as BCP 47. */
  readonly locale: string;
  /** The home's IANA zone: a house's evening is the same evening for whoever looks. */
  readonly timeZone: string;
}

/** How values and moments are written on this page. Values canonical, moments ms since 1970. */
export interface Format {
  readonly timeZone: string;
  number(value: number, decimals: number): string;
  /** With the decimals of its quantity. */
  value(value: number, quantity: string): string;
  /** With its unit, scaled: "1.02 kW". */
  withUnit(value: number, quantity: string): string;
  change(change: number, quantity: string): string;
  time(at: number, style: TimeStyle): string;
  moment(at: number, now: number): string;
}

const DECIMALS_OF_UNKNOWN = 2;
const SettingsContext = createContext<FormatSettings | undefined>(undefined);

export function FormatProvider({ settings, children }: { settings: FormatSettings; children: ReactNode }) {
  return <SettingsContext value={settings}>{children}</SettingsContext>;
}

export function useFormat(): Format {
  const settings = useContext(SettingsContext);
  if (settings === undefined) throw new Error('FormatProvider is missing above this component');
  const { locale, timeZone } = settings;
  return useMemo(
    () => ({
      timeZone,
      number: (value, decimals) => formatNumber(value, decimals, locale),
      value: (value, quantity) => formatNumber(value, decimalsOf(quantity), locale),
      withUnit: (value, quantity) => {
        const shown = shownValue(value, quantity);
        return `${formatNumber(shown.value, shown.decimals, locale)} ${shown.unit}`.trimEnd();
      },
      change: (change, quantity) => formatChange(change, decimalsOf(quantity), locale),
      time: (at, style) => formatTime(at, style, timeZone),
      moment: (at, now) => formatMoment(at, now, timeZone),
    }),
    [locale, timeZone],
  );
}

function decimalsOf(quantity: string): number {
  return quantityOf(quantity)?.decimals ?? DECIMALS_OF_UNKNOWN;
}
