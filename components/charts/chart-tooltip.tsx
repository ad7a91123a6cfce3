'use client';

import type { ReactNode } from 'react';
import type { TooltipContentProps } from 'recharts';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import type { ChartRow } from './chart-picture';

/** What all of a chart's rows share. */
export interface RowLook {
  /** 0: each row is one reading. */
  readonly bucketMs: number;
  readonly unit: string;
  readonly quantity: string;
  readonly colour: string;
}

/** As the chart library calls it, for the pointer. */
export function ChartTooltip({ active, payload, ...look }: Partial<TooltipContentProps> & RowLook) {
  const row: ChartRow | undefined = payload?.[0]?.payload;
  return active && row !== undefined ? <RowInWords row={row} {...look} /> : null;
}

/** What stands at a place of the chart: its interval, mean, lowest to highest, and how many readings that is. */
export function RowInWords({ row, bucketMs, unit, quantity, colour }: RowLook & { readonly row: ChartRow }) {
  const format = useFormat();
  if (row.mean === null) return null;
  const isColumn = bucketMs > 0 && row.count > 0;
  const value = format.withUnit(row.mean, quantity, unit);
  return (
    <TooltipBox
      title={`${format.time(row.at, 'day')}, ${isColumn ? interval(row.at, bucketMs, format) : format.time(row.at, 'second')}`}
    >
      <TooltipLine label={isColumn ? 'Mean' : 'Value'} value={value} colour={colour} />
      {isColumn && row.band !== null && (
        <TooltipLine
          label="Lowest – highest"
          value={format.between(row.band[0], row.band[1], quantity, unit)}
        />
      )}
      {isColumn && <TooltipLine label="Readings" value={format.number(row.count, 0)} />}
    </TooltipBox>
  );
}

export function TooltipBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="min-w-[168px] rounded-[7px] border border-line-2 bg-raised px-[11px] py-2 text-[12px] shadow-float">
      <p className="mb-1 font-semibold">{title}</p>
      {children}
    </div>
  );
}

export function TooltipLine({ label, value, colour }: { label: string; value: string; colour?: string }) {
  return (
    <p className="flex items-center gap-1.5 text-ink-2">
      {colour !== undefined && (
        <span className="own-colour size-2 rounded-[2px]" style={{ background: colour }} />
      )}
      {label}
      <b className="ml-auto pl-4 text-ink">{value}</b>
    </p>
  );
}

function interval(from: number, ms: number, format: Format): string {
  const style = ms < 60_000 ? 'second' : 'minute';
  return `${format.time(from, style)}–${format.time(from + ms, style)}`;
}
