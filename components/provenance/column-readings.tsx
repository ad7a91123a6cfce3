'use client';

import { ChevronRight } from 'lucide-react';
import { useEffect } from 'react';
import { durationText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { fetchReadingsWithin } from '@/components/sensor/sensor-api';
import type { ReadingPlace } from '@/contracts/provenance';
import type { AskedNumber, AskedSeries } from './asked-number';
import { Failed, Waiting } from './panel-parts';
import { useAnswer } from './use-answer';

/** The number is a mean: of how many readings, and which of them one can ask about. A mean of one is that one. */
export function ColumnReadings({
  sensorId,
  series,
  column,
  onAsk,
}: {
  sensorId: string;
  series: AskedSeries;
  column: Extract<AskedNumber, { kind: 'column' }>;
  onAsk: (asked: AskedNumber) => void;
}) {
  const format = useFormat();
  const { from, to } = column;
  const { answer, failure, retry } = useAnswer(`${from}-${to}`, (signal) =>
    fetchReadingsWithin(sensorId, series, column, signal),
  );
  const only = answer?.count === 1 ? answer.newest : null;
  useEffect(() => {
    if (only !== null) onAsk({ kind: 'reading', at: only.at });
  }, [only, onAsk]);
  if (failure !== undefined) return <Failed reason={failure} onRetry={retry} />;
  if (answer === undefined || only !== null) return <Waiting />;
  if (answer.count === 0) return <p className="text-ink-2">History keeps no reading of this span.</p>;
  const choices = [
    { label: 'Newest', place: answer.newest },
    { label: 'Highest', place: answer.highest },
    { label: 'Lowest', place: answer.lowest },
  ];
  return (
    <>
      <p className="text-ink-2">
        What the chart shows here is the mean of{' '}
        <b className="text-ink">{format.number(answer.count, 0)} readings</b> in {durationText(to - from)}.
        Which of them?
      </p>
      <ul className="mt-3 overflow-hidden rounded-lg border border-line">
        {choices.map(({ label, place }) =>
          place === null ? null : (
            <li key={label} className="border-t border-line first:border-t-0">
              <Choice label={label} place={place} series={series} onAsk={onAsk} />
            </li>
          ),
        )}
      </ul>
    </>
  );
}

function Choice({
  label,
  place,
  series,
  onAsk,
}: {
  label: string;
  place: ReadingPlace;
  series: AskedSeries;
  onAsk: (asked: AskedNumber) => void;
}) {
  const format = useFormat();
  return (
    <button
      type="button"
      onClick={() => onAsk({ kind: 'reading', at: place.at })}
      className="flex min-h-11 w-full items-center gap-3 px-3.5 text-left hover:bg-hover"
    >
      <span className="w-16 text-ink-2">{label}</span>
      <b>{format.withUnit(place.value, series.quantity, series.unit)}</b>
      <span className="ml-auto text-right font-mono text-[12px] text-ink-2">
        {format.time(place.at / 1_000, 'day')} {format.time(place.at / 1_000, 'millisecond')}
      </span>
      <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" className="text-ink-3" />
    </button>
  );
}
