'use client';

import { Plus, X } from 'lucide-react';
import { useCallback, useRef } from 'react';
import { Button, IconButton } from '@/components/ui/button';
import { newPair, type Pair } from './draft';
import { useFocusKept } from './use-focus-kept';

const INPUT =
  'h-11 w-full min-w-0 rounded-lg border border-control bg-surface px-2.5 font-mono text-[13px] desk:h-8 desk:text-[12.5px]';

const ADD = '[data-add]';

/** Two texts a row: what must stand where, or what is sent and what it means. */
export function PairList({
  legend,
  pairs,
  left,
  right,
  between,
  add,
  onChange,
}: {
  legend: string;
  pairs: readonly Pair[];
  left: { readonly label: string; readonly placeholder: string };
  right: { readonly label: string; readonly placeholder: string };
  between: string;
  add: string;
  onChange: (pairs: readonly Pair[]) => void;
}) {
  const change = (key: number, part: Partial<Pair>) =>
    onChange(pairs.map((pair) => (pair.key === key ? { ...pair, ...part } : pair)));
  const list = useRef<HTMLFieldSetElement>(null);
  const focusPair = useCallback((pair: Pair | 'none left') => {
    const line = pair === 'none left' ? ADD : `[data-pair="${pair.key}"] input`;
    list.current?.querySelector<HTMLElement>(line)?.focus();
  }, []);
  useFocusKept(pairs, focusPair);
  return (
    <fieldset ref={list} className="grid content-start gap-2">
      <legend className="mb-1 text-[12px] font-medium text-ink-2">{legend}</legend>
      {pairs.map((pair) => (
        <div
          key={pair.key}
          data-pair={pair.key}
          className="grid grid-cols-[1fr_auto_1fr_auto] items-center gap-2"
        >
          <input
            className={INPUT}
            aria-label={left.label}
            placeholder={left.placeholder}
            value={pair.left}
            onChange={(event) => change(pair.key, { left: event.target.value })}
          />
          <span className="text-[12.5px] text-ink-2">{between}</span>
          <input
            className={INPUT}
            aria-label={right.label}
            placeholder={right.placeholder}
            value={pair.right}
            onChange={(event) => change(pair.key, { right: event.target.value })}
          />
          <IconButton
            label={`Take ${pair.left || 'this line'} away`}
            look="quiet"
            onClick={() => onChange(pairs.filter(({ key }) => key !== pair.key))}
          >
            <X size={16} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      <div>
        <Button data-add onClick={() => onChange([...pairs, newPair()])}>
          <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
          {add}
        </Button>
      </div>
    </fieldset>
  );
}
