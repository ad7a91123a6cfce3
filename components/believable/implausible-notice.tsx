'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { rowKeys } from '@/components/charts/row-keys';
import type { SpanView } from '@/components/charts/span-view';
import { useFormat } from '@/components/format/format-provider';
import { Button, IconButton } from '@/components/ui/button';
import type { BelievableSeries } from '@/contracts/believable';
import { IMPLAUSIBLE_SHOWN } from '@/contracts/history';
import { type RangeActions, rangeOf, widened } from './believing';
import { RangeForm } from './range-form';

/** Which of the values that can't be is to be believed: all, or the one of a moment. */
export type Picked = 'all' | number | undefined;

/** Says that values were left out and, to whoever may, lets them be believed. */
export function ImplausibleNotice({
  values,
  series,
  actions,
  picked,
  onPick,
  onAsk,
}: {
  values: SpanView['implausible'];
  series: BelievableSeries | undefined;
  actions: RangeActions | undefined;
  picked: Picked;
  onPick: (picked: Picked) => void;
  /** Somebody asks about the one of a moment. */
  onAsk: (at: number) => void;
}) {
  const [done, setDone] = useState<string>();
  if (values.length === 0 && done === undefined) return null;
  return (
    <section className="mx-4 mt-3 rounded-lg bg-stale-wash px-3 py-2" aria-label="Not believable">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-1">
        <p className="flex-1 text-[13px] text-stale-text" role="status">
          {done ?? noticeOf(values.length)}
        </p>
        {series !== undefined && values.length > 0 && picked === undefined && (
          <Button
            onClick={() => {
              setDone(undefined);
              onPick('all');
            }}
          >
            {values.length === 1 ? 'Believe it…' : 'Believe them…'}
          </Button>
        )}
        {typeof picked === 'number' && (
          <Button look="quiet" onClick={() => onAsk(picked)}>
            Where does it come from?
          </Button>
        )}
        {picked !== undefined && (
          <IconButton look="quiet" label="Close" onClick={() => onPick(undefined)}>
            <X size={16} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {series !== undefined && actions !== undefined && picked !== undefined && values.length > 0 && (
        <Release
          key={String(picked)}
          values={values}
          series={series}
          actions={actions}
          picked={picked}
          onDone={(said) => {
            setDone(said);
            onPick(undefined);
          }}
        />
      )}
    </section>
  );
}

function noticeOf(count: number): string {
  if (count === 1) return '1 value was not believable: it is marked ✕, and part of no line, mean or sum.';
  const many = count >= IMPLAUSIBLE_SHOWN ? `The newest ${count}` : String(count);
  return `${many} values were not believable: they are marked ✕, and part of no line, mean or sum.`;
}

function Release({
  values,
  series,
  actions,
  picked,
  onDone,
}: {
  values: SpanView['implausible'];
  series: BelievableSeries;
  actions: RangeActions;
  picked: 'all' | number;
  onDone: (said: string) => void;
}) {
  const format = useFormat();
  const [left, setLeft] = useState<ReadonlySet<number>>(
    () => new Set(picked === 'all' ? [] : values.map(([at]) => at).filter((at) => at !== picked)),
  );
  const chosen = values.filter(([at]) => !left.has(at)).map(([, value]) => value);
  const range = widened(rangeOf(series), chosen);
  const toggle = (at: number) => {
    const next = new Set(left);
    if (!next.delete(at)) next.add(at);
    setLeft(next);
  };
  return (
    <div className="grid gap-3 pt-1 pb-1.5">
      <ValueChoice values={values} left={left} series={series} onToggle={toggle} />
      <RangeForm
        key={range.join(' ')}
        series={series}
        initial={range}
        actions={actions}
        submit="Believe"
        onSet={([min, max], isPast) =>
          onDone(
            `From now on values of ${format.between(min, max, series.quantity, series.unit)} are believed.${
              isPast ? ' What was sent is read again: the chart follows by itself.' : ''
            }`,
          )
        }
      />
    </div>
  );
}

function ValueChoice({
  values,
  left,
  series: { quantity, unit },
  onToggle,
}: {
  values: SpanView['implausible'];
  left: ReadonlySet<number>;
  series: BelievableSeries;
  onToggle: (at: number) => void;
}) {
  const format = useFormat();
  const newest = [...values].reverse();
  const keys = rowKeys(newest, ([at, value]) => `${at} ${value}`);
  return (
    <fieldset className="max-h-[180px] overflow-auto">
      <legend className="mb-1 text-[12px] font-medium text-ink-2">Which are real?</legend>
      {newest.map(([at, value], index) => (
        <label
          key={keys[index]}
          className="flex min-h-11 cursor-pointer items-center gap-2.5 text-[13px] desk:min-h-7"
        >
          <input
            type="checkbox"
            checked={!left.has(at)}
            onChange={() => onToggle(at)}
            className="size-4 accent-ink"
          />
          <span className="num">{format.withUnit(value, quantity, unit)}</span>
          <span className="text-[12px] text-ink-3">
            {format.time(at, 'date')}, {format.time(at, 'second')}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
