'use client';

import { useEffect, useRef } from 'react';

/** Where the focus goes when the line that had it is gone or was made anew; undefined: nowhere. */
export function lineToFocus<Line extends object>(
  before: readonly Line[],
  now: readonly Line[],
  areSame: (one: Line, other: Line) => boolean,
): Line | 'none left' | undefined {
  const changed = now.filter((line) => !before.includes(line));
  if (changed.length === 1) return changed[0];
  const lost = before.findIndex((line) => now.every((other) => !areSame(line, other)));
  if (lost < 0 || changed.length > 1) return undefined;
  return now[Math.min(lost, now.length - 1)] ?? 'none left';
}

/** A list whose buttons add and take away lines: the focus stays among them, where the button that was pressed is gone. `focus`: a line or what adds one. */
export function useFocusKept<Line extends { readonly key: number }>(
  lines: readonly Line[],
  focus: (line: Line | 'none left') => void,
): void {
  const before = useRef(lines);
  useEffect(() => {
    const was = before.current;
    before.current = lines;
    if (was === lines || document.activeElement !== document.body) return;
    const next = lineToFocus(was, lines, (one, other) => one.key === other.key);
    if (next !== undefined) focus(next);
  }, [lines, focus]);
}
