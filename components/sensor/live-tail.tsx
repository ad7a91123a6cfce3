'use client';

import { Waypoints } from 'lucide-react';
import { memo } from 'react';
import { rowKeys } from '@/components/charts/row-keys';
import { useFormat } from '@/components/format/format-provider';
import { shownIn, type UnitScale } from '@/components/format/unit-scale';
import { useLink } from '@/components/live/live-provider';
import { type AskedNumber, readingAt } from '@/components/provenance/asked-number';
import { AskedValue } from '@/components/provenance/asked-value';
import { rhythmText } from '@/components/sensors/freshness-mark';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { LiveDot } from '@/components/ui/live-dot';
import type { NewestReading } from '@/contracts/history';
import { changeBetween } from '@/contracts/mean';
import { meanKindOf } from '@/contracts/quantities';
import type { SeriesSummary } from '@/contracts/sensor';

/** The newest readings as they come, newest first. */
export const LiveTail = memo(function LiveTail({
  series,
  readings,
  isPaused,
  isFresh,
  onAsk,
}: {
  series: SeriesSummary;
  readings: readonly NewestReading[];
  isPaused: boolean;
  /** The newest of them is live this second. */
  isFresh: boolean;
  onAsk: (asked: AskedNumber) => void;
}) {
  const { state } = useLink();
  const holds = isPaused || state.kind === 'lost';
  const glows = isFresh && !holds;
  const keys = rowKeys(readings, ({ measuredAt, value }) => `${measuredAt} ${value}`);
  const words = series.rhythmMs === null ? 'live' : rhythmText(series.rhythmMs);
  return (
    <section className="panel" data-testid="tail">
      <div className="flex min-h-8 items-center gap-2 px-4 pt-[13px]">
        <h2>Live</h2>
        {glows ? (
          <Badge kind="ember" icon={<LiveDot small />}>
            {words}
          </Badge>
        ) : (
          <Badge kind="stale">{holds ? 'paused' : words}</Badge>
        )}
      </div>
      <table className="dims mt-1.5 w-full border-collapse text-[13px]">
        <caption className="sr-only">Newest readings</caption>
        <tbody>
          {readings.map((reading, index) => (
            <TailRow
              key={keys[index]}
              reading={reading}
              before={readings[index + 1]}
              series={series}
              isNewest={index === 0 && glows}
              onAsk={onAsk}
            />
          ))}
        </tbody>
      </table>
      {readings[0] === undefined ? (
        <p className="px-4 pt-1 pb-4 text-ink-3">No reading yet.</p>
      ) : (
        <AskNewest newest={readings[0]} onAsk={onAsk} />
      )}
    </section>
  );
});

function AskNewest({ newest, onAsk }: { newest: NewestReading; onAsk: (asked: AskedNumber) => void }) {
  return (
    <div className="border-t border-line p-3">
      <Button className="w-full" onClick={() => onAsk(readingAt(newest.measuredAt))}>
        <Waypoints size={16} strokeWidth={1.75} aria-hidden="true" />
        Where does this number come from?
      </Button>
    </div>
  );
}

function TailRow({
  reading,
  before,
  series,
  isNewest,
  onAsk,
}: {
  reading: NewestReading;
  before: NewestReading | undefined;
  series: SeriesSummary;
  isNewest: boolean;
  onAsk: (asked: AskedNumber) => void;
}) {
  const format = useFormat();
  const scale = format.scale(reading.value, series.quantity, series.unit);
  // Within a cell: a row of a table can't be moved by the compositor alone.
  const arrives = isNewest ? 'arrives' : '';
  return (
    <tr className={`border-t border-line first:border-t-0 ${isNewest ? 'bg-ember-wash' : ''}`}>
      <td
        className={`py-[9px] pr-3 pl-4 font-mono text-[0.92em] ${isNewest ? 'text-ember-text' : 'text-ink-3'}`}
      >
        <time dateTime={new Date(reading.measuredAt).toISOString()}>
          {format.time(reading.measuredAt, 'millisecond')}
        </time>
      </td>
      <td className="px-3 py-[9px] text-right">
        <div className={arrives}>
          <AskedValue onAsk={() => onAsk(readingAt(reading.measuredAt))}>
            <b className={reading.implausible ? 'line-through' : ''}>
              {format.number(shownIn(reading.value, scale), scale.decimals)}
            </b>{' '}
            <span className="text-ink-3">{scale.unit}</span>
          </AskedValue>
        </div>
      </td>
      <td className="w-[76px] py-[9px] pr-4 pl-3 text-right text-ink-3">
        <Remark reading={reading} before={before} quantity={series.quantity} scale={scale} />
      </td>
    </tr>
  );
}

function Remark({
  reading,
  before,
  quantity,
  scale,
}: {
  reading: NewestReading;
  before: NewestReading | undefined;
  quantity: string;
  scale: UnitScale;
}) {
  const format = useFormat();
  if (reading.implausible) return <Badge kind="stale">✕ can’t be</Badge>;
  if (reading.late) return <Badge kind="warn">late</Badge>;
  if (before === undefined || before.implausible) return null;
  return <>{format.change(changeBetween(before.value, reading.value, meanKindOf(quantity)), scale)}</>;
}
