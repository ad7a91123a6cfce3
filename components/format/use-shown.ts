'use client';

import { useEffect, useRef } from 'react';
import { useFormat } from './format-provider';
import { shownIn } from './unit-scale';

/**
 * A value's text and unit; "–" when it is unknown, a word for what is one of two states. The unit stays the same while the value
 * wavers around a thousand. `unit`: the series' own.
 */
export function useShown(
  value: number | null | undefined,
  quantity: string,
  unit?: string,
): { readonly text: string; readonly unit: string } {
  const format = useFormat();
  const wasKilo = useRef(false);
  const scale = format.scale(value ?? 0, quantity, unit, wasKilo.current);
  useEffect(() => {
    wasKilo.current = scale.unit === 'kW';
  });
  if (value == null) return { text: '–', unit: format.plain(quantity, unit).unit };
  const word = format.word(value, quantity);
  if (word !== undefined) return { text: word, unit: '' };
  return { text: format.number(shownIn(value, scale), scale.decimals), unit: scale.unit };
}
