'use client';

import { ageText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { useShown } from '@/components/format/use-shown';
import { type AskedNumber, readingAt } from '@/components/provenance/asked-number';
import { AskedValue } from '@/components/provenance/asked-value';
import { FreshnessMark, freshnessOfSeries } from '@/components/sensors/freshness-mark';
import { Moment } from '@/components/ui/moment';
import { Value } from '@/components/ui/value';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';
import { seriesLabel } from './series-name';

/** The newest value and how alive it is. Silent: what it was last; offline: none. */
export function ValueHead({
  sensor,
  series,
  now,
  knownUntil,
  onAsk,
}: {
  sensor: SensorSummary;
  series: SeriesSummary;
  now: number;
  knownUntil: number;
  onAsk: (asked: AskedNumber) => void;
}) {
  const format = useFormat();
  const freshness = freshnessOfSeries({ series, availability: sensor.availability, knownUntil });
  const { latest } = series;
  const isUnknown = latest === null || freshness === 'offline' || freshness === 'never';
  const shown = useShown(isUnknown ? undefined : latest.value, series.quantity, series.unit);
  return (
    <div className="flex items-center gap-[14px] desk:gap-[18px]">
      <span className="dims" data-testid="value">
        {freshness === 'silent' && <span className="mr-2 text-[20px] text-ink-3">last</span>}
        {isUnknown ? (
          <Value size="2xl" text={shown.text} unit={shown.unit} faded />
        ) : (
          <AskedValue onAsk={() => onAsk(readingAt(latest.measuredAt))}>
            <Value size="2xl" text={shown.text} unit={shown.unit} faded={freshness === 'silent'} />
          </AskedValue>
        )}
      </span>
      <div className="grid gap-[3px] text-[12px] text-ink-2">
        <span className="flex items-center">
          <FreshnessMark
            series={series}
            availability={sensor.availability}
            now={now}
            knownUntil={knownUntil}
          />
          {freshness === 'fresh' && latest !== null && (
            <span className="hidden desk:inline">
              , last changed{' '}
              <Moment at={latest.changedAt}>{ageText(Math.max(0, now - latest.changedAt))}</Moment>
            </span>
          )}
        </span>
        <span className="text-ink-3">{seriesLabel(series, format)}</span>
      </div>
    </div>
  );
}
