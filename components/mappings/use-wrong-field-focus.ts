'use client';

import { useEffect, useRef } from 'react';
import type { MappingError } from '@/contracts/mapping-saving';
import type { Draft } from './draft';

/**
 * After a try that failed the first field that is wrong takes the focus: it may be far from the button. `problems`: what the
 * fields say, which may learn of it a moment later. Who goes on typing meanwhile is left alone.
 */
export function useWrongFieldFocus(
  draft: Draft,
  refused: readonly MappingError[] | undefined,
  problems: readonly MappingError[],
): void {
  const due = useRef<{ readonly draft: Draft; readonly paths: ReadonlySet<string> }>(undefined);
  const answered = useRef<readonly MappingError[]>(undefined);
  useEffect(() => {
    if (refused !== answered.current) {
      const paths = new Set((refused ?? []).map(({ path }) => path).filter((path) => path !== ''));
      due.current = { draft, paths };
      answered.current = refused;
    }
    if (due.current === undefined) return;
    const { draft: sent, paths } = due.current;
    const isShown = problems.some(({ path }) => paths.has(path));
    if (sent === draft && paths.size > 0 && !isShown) return;
    due.current = undefined;
    if (sent === draft && isShown) document.querySelector<HTMLElement>('main [aria-invalid=true]')?.focus();
  }, [draft, refused, problems]);
}
