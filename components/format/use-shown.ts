'use client';

import { useEffect, useRef } from 'react';
import { useFormat } from './format-provider';
import { shownValue } from './shown-value';
import { stateWord } from './state-word';

/**
 * A value's text and unit; "–" when it is unknown, a word for what is one of two states. The unit stays the same while the value
 * wavers around a thousand.
 */
export function useShown(
  value: number | null | undefined,
  quantity: string,
): { readonly text: string; readonly unit: string } {
  const format = useFormat();
  const wasKilo = useRef(false);
  const shown = shownValue(value ?? 0, quantity, wasKilo.current);
  useEffect(() => {
    wasKilo.current = shown.unit === 'kW';
  });
  const word = value == null ? undefined : stateWord(value, quantity);
  if (word !== undefined) return { text: word, unit: '' };
  const text = value == null ? '–' : format.number(shown.value, shown.decimals);
  return { text, unit: shown.unit };
}
