'use client';

import { memo, useMemo } from 'react';
import { type SpanStatistics, statisticsOf, viewOf } from '@/components/charts/span-view';
import { useFormat } from '@/components/format/format-provider';
import { rhythmText } from '@/components/sensors/freshness-mark';
import { Moment } from '@/components/ui/moment';
import type { Extreme } from '@/contracts/history';
import type { SeriesSummary } from '@/contracts/sensor';
import { Facts } from './facts';
import type { LiveSpanState } from './live-span-store';
import { shownWindow } from './shown-window';

const DAY_MS = 86_400_000;

/** What the chart's span adds up to: of what is shown, implausible values left out. */
export const StatisticsPanel = memo(function StatisticsPanel({
  series,
  span,
  knownUntil,
}: {
  series: SeriesSummary;
  span: LiveSpanState;
  knownUntil: number;
}) {
  const { live, of } = span;
  const rangeMs = of?.range.ms ?? 0;
  const { from, to } = shownWindow(span, knownUntil);
  const statistics = useMemo(() => live && statisticsOf(viewOf(live, from, to), live), [live, from, to]);
  if (statistics === undefined || of === undefined) return null;
  return (
    <section className="panel">
      <div className="flex min-h-8 items-center px-4 pt-[13px]">
        <h2>Statistics</h2>
        <span className="ml-auto text-[12px] text-ink-3">{of.range.label}</span>
      </div>
      <div className="dims">
        <Rows statistics={statistics} series={series} rangeMs={rangeMs} rhythmMs={live?.rhythmMs ?? null} />
      </div>
    </section>
  );
});

function Rows({
  statistics,
  series: { quantity, unit },
  rangeMs,
  rhythmMs,
}: {
  statistics: SpanStatistics;
  series: SeriesSummary;
  rangeMs: number;
  rhythmMs: number | null;
}) {
  const format = useFormat();
  const { mean, lowest, highest, complete, count, gaps } = statistics;
  const value = (of: number | null) => (of === null ? '–' : format.withUnit(of, quantity, unit));
  const when = (extreme: Extreme | null) =>
    extreme === null ? undefined : (
      <Moment at={extreme.at}>
        {format.time(extreme.at, rangeMs > DAY_MS ? 'weekdayMinute' : 'minute')}
      </Moment>
    );
  return (
    <Facts
      isWide
      facts={[
        { label: 'Average', value: value(mean) },
        { label: 'Highest', value: value(highest?.value ?? null), note: when(highest) },
        { label: 'Lowest', value: value(lowest?.value ?? null), note: when(lowest) },
        {
          label: 'Complete',
          value: complete === null ? '–' : `${format.number(complete * 100, 1)} %`,
          note: gaps === 0 ? 'no gap' : `${gaps} ${gaps === 1 ? 'gap' : 'gaps'}`,
        },
        {
          label: 'Rhythm',
          value: rhythmText(rhythmMs),
          note: rhythmMs === null ? undefined : 'in this range',
        },
        { label: 'Readings', value: format.number(count, 0) },
      ]}
    />
  );
}
