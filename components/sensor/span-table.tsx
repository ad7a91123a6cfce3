'use client';

import { useMemo } from 'react';
import { rowKeys } from '@/components/charts/row-keys';
import type { SpanView } from '@/components/charts/span-view';
import { durationText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { type AskedNumber, numberAt, readingAt } from '@/components/provenance/asked-number';
import { AskedValue } from '@/components/provenance/asked-value';
import type { SpanPoint } from '@/contracts/span-point';

type Row =
  | { readonly kind: 'reading'; readonly at: number; readonly place: number }
  | { readonly kind: 'gap'; readonly at: number; readonly ms: number }
  | { readonly kind: 'implausible'; readonly at: number; readonly value: number };

/** What the chart shows, newest first: gaps and implausible values are rows of their own. Each number can be asked about. */
export function SpanTable({
  view,
  quantity,
  unit,
  onAsk,
}: {
  view: SpanView;
  quantity: string;
  unit: string;
  onAsk: (asked: AskedNumber) => void;
}) {
  const rows = useMemo(() => rowsOf(view), [view]);
  const keys = useMemo(() => rowKeys(rows, ({ kind, at }) => `${kind} ${at}`), [rows]);
  const isReduced = view.bucketMs > 0;
  return (
    <section
      className="max-h-[352px] overflow-auto"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label="What the chart shows, as a table"
    >
      <table className="w-full border-collapse text-[13px] [&_td]:border-b [&_td]:border-line [&_td]:px-3 [&_td]:py-2 [&_th]:px-3 [&_th]:py-2">
        <thead className="sticky top-0 bg-surface text-left text-[12px] text-ink-3 [&_th]:font-medium">
          <tr>
            <th scope="col">{isReduced ? 'From' : 'Measured'}</th>
            <th scope="col" className="text-right">
              {isReduced ? 'Mean' : 'Value'}
            </th>
            {isReduced && (
              <>
                <th scope="col" className="text-right">
                  Lowest – highest
                </th>
                <th scope="col" className="hidden text-right desk:table-cell">
                  Readings
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <SpanRow key={keys[index]} row={row} view={view} quantity={quantity} unit={unit} onAsk={onAsk} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function SpanRow({
  row,
  view,
  quantity,
  unit,
  onAsk,
}: {
  row: Row;
  view: SpanView;
  quantity: string;
  unit: string;
  onAsk: (asked: AskedNumber) => void;
}) {
  const format = useFormat();
  const isReduced = view.bucketMs > 0;
  const when = `${format.time(row.at, 'day')}, ${format.time(row.at, 'second')}`;
  if (row.kind !== 'reading') {
    return (
      <tr className="text-ink-3">
        <td>{when}</td>
        <td colSpan={isReduced ? 3 : 1} className="text-right">
          {row.kind === 'gap' ? (
            `no data for ${durationText(row.ms)}`
          ) : (
            <AskedValue onAsk={() => onAsk(readingAt(row.at))}>
              {`✕ ${format.withUnit(row.value, quantity, unit)}, implausible`}
            </AskedValue>
          )}
        </td>
      </tr>
    );
  }
  const point: SpanPoint = view.rows[row.place] ?? [0, null, null, null, 0];
  const [, mean, lowest, highest, count] = point;
  return (
    <tr>
      <td>{when}</td>
      <td className="text-right font-semibold">
        <AskedValue onAsk={() => onAsk(numberAt(point, view.bucketMs))}>
          {format.withUnit(mean ?? 0, quantity, unit)}
        </AskedValue>
      </td>
      {isReduced && (
        <>
          <td className="text-right">
            {lowest === null || highest === null ? '–' : format.between(lowest, highest, quantity, unit)}
          </td>
          <td className="hidden text-right desk:table-cell">
            {count === 0 ? 'newest' : format.number(count, 0)}
          </td>
        </>
      )}
    </tr>
  );
}

/** A gap begins with the reading before it, and stands above. */
function newestFirst(a: Row, b: Row): number {
  return b.at - a.at || Number(b.kind === 'gap') - Number(a.kind === 'gap');
}

function rowsOf(view: SpanView): readonly Row[] {
  const readings = view.rows.flatMap(([at, mean], place): Row[] =>
    mean === null ? [] : [{ kind: 'reading', at, place }],
  );
  const gaps = view.gaps.map(([from, to]): Row => ({ kind: 'gap', at: from, ms: to - from }));
  const implausible = view.implausible.map(([at, value]): Row => ({ kind: 'implausible', at, value }));
  return [...readings, ...gaps, ...implausible].sort(newestFirst);
}
