'use client';

import { Check as CheckIcon, Minus, X } from 'lucide-react';
import type { Check } from './checks';

const LOOKS = {
  passed: { icon: CheckIcon, look: 'text-ok-text', spoken: 'passed' },
  failed: { icon: X, look: 'text-crit-text', spoken: 'failed' },
  none: { icon: Minus, look: 'text-ink-3', spoken: 'nothing to check' },
} as const;

const NAMES: Readonly<Record<Check['name'], string>> = { range: 'Range', clock: 'Clock', repeat: 'Repeat' };

/** What was checked before the value was believed. */
export function CheckList({ checks }: { checks: readonly Check[] }) {
  return (
    <ul aria-label="Checks" className="mt-2 grid gap-1 text-[12.5px] text-ink-2">
      {checks.map(({ name, result, words }) => {
        const { icon: Icon, look, spoken } = LOOKS[result];
        return (
          <li key={name} className="flex gap-1.5">
            <Icon size={14} strokeWidth={2} aria-hidden="true" className={`mt-[3px] shrink-0 ${look}`} />
            <span>
              <b className={result === 'failed' ? look : 'text-ink'}>{NAMES[name]}</b>
              <span className="sr-only"> {spoken}</span>: {words}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
