'use client';

import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { createFormat, type Format, type FormatSettings } from './format';

const FormatContext = createContext<Format | undefined>(undefined);

export function FormatProvider({ settings, children }: { settings: FormatSettings; children: ReactNode }) {
  // The server sends the same settings again with every page: only other ones are a reason to write all values anew.
  const key = JSON.stringify(settings);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all that the settings do
  const format = useMemo(() => createFormat(settings), [key]);
  return <FormatContext value={format}>{children}</FormatContext>;
}

export function useFormat(): Format {
  const format = useContext(FormatContext);
  if (format === undefined) throw new Error('FormatProvider is missing above this component');
  return format;
}
