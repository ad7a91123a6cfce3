'use client';

import { useFormat } from '@/components/format/format-provider';
import { seriesColour } from '@/components/sensors/series-colour';
import { Segments } from '@/components/ui/segments';
import type { SeriesSummary } from '@/contracts/sensor';
import { seriesKey, seriesLabel } from './series-name';

/** Which of the sensor's series the page shows. */
export function SeriesChoice({
  series,
  chosen,
  onChoose,
}: {
  series: readonly SeriesSummary[];
  chosen: string;
  onChoose: (key: string) => void;
}) {
  const format = useFormat();
  const segments = series.map((one) => ({
    id: seriesKey(one),
    label: (
      <span className="flex items-center gap-2 px-1">
        <span
          aria-hidden="true"
          className="own-colour size-2 shrink-0 rounded-[2px]"
          style={{ background: seriesColour(one.quantity) }}
        />
        {seriesLabel(one, format)}
        <b className="dims tabular-nums">
          {one.latest === null ? '–' : format.withUnit(one.latest.value, one.quantity, one.unit)}
        </b>
      </span>
    ),
  }));
  return (
    <div className="-mx-4 mb-3 overflow-x-auto px-4 [scrollbar-width:none] desk:mx-0 desk:px-0">
      <Segments label="Measured" segments={segments} chosen={chosen} onChoose={onChoose} />
    </div>
  );
}
