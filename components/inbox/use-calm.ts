'use client';

import { useEffect, useState } from 'react';

const CALM_MS = 300;

/** What was typed, a moment after the last key. */
export function useCalm(typed: string): string {
  const [calm, setCalm] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setCalm(typed), CALM_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return calm;
}
