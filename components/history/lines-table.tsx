'use client';

import { useMemo } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { withUnitName } from '@/components/sensor/csv';
import { mergedRows } from './lines';
import type { ShownSpans } from './use-spans';

/** All lines as a table, newest first. */
export function LinesTable({ shown: { lines, request } }: { shown: ShownSpans }) {
  const format = useFormat();
  const rows = useMemo(() => mergedRows(lines, request).toReversed(), [lines, request]);
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
            <th scope="col">From</th>
            {lines.map(({ key, name, axis }) => (
              <th key={key} scope="col" className="text-right">
                {withUnitName(name, axis)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, values }) => (
            <tr key={at}>
              <td className="whitespace-nowrap">
                {format.time(at, 'day')}, {format.time(at, 'second')}
              </td>
              {lines.map(({ key, quantity, unit }, place) => {
                const value = values[place] ?? null;
                return (
                  <td key={key} className="text-right">
                    {value === null ? '–' : format.value(value, quantity, unit)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
