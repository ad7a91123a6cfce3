'use client';

import { ageText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { rhythmText } from '@/components/sensors/freshness-mark';
import { Moment } from '@/components/ui/moment';
import type { NewestReading } from '@/contracts/history';
import type { SensorSummary, SeriesSummary } from '@/contracts/sensor';
import { type Fact, Facts } from './facts';
import { seriesLabel } from './series-name';

const CLOCKS: Readonly<Record<NewestReading['clock'], string>> = {
  device: 'its own clock',
  corrected: 'its own clock, zone applied',
  receipt: 'moment of arrival, it sends none',
  suspect: 'moment of arrival, its clock is wrong',
};

/** What is known of the sensor: last seen and last changed are two facts. */
export function SensorFacts({
  sensor,
  series,
  newest,
  now,
}: {
  sensor: SensorSummary;
  series: SeriesSummary;
  newest: NewestReading | undefined;
  now: number;
}) {
  const format = useFormat();
  const { latest } = series;
  const others = sensor.series.filter((one) => one !== series).map((one) => seriesLabel(one, format));
  const moment = (at: number | undefined): Pick<Fact, 'value' | 'note'> =>
    at === undefined
      ? { value: '–' }
      : {
          value: <Moment at={at}>{ageText(Math.max(0, now - at))}</Moment>,
          note: <Moment at={at}>{format.moment(at, now)}</Moment>,
        };
  return (
    <section className="panel">
      <div className="flex min-h-8 items-center px-4 pt-[13px]">
        <h2>The sensor</h2>
      </div>
      <Facts
        facts={[
          { label: 'Room', value: sensor.room?.name ?? 'none yet' },
          ...(others.length > 0 ? [{ label: 'Also measures', value: others.join(', ') }] : []),
          { label: 'Last seen', ...moment(latest?.seenAt) },
          { label: 'Last changed', ...moment(latest?.changedAt) },
          {
            label: 'Rhythm',
            value: rhythmText(series.rhythmMs),
            note: series.rhythmMs === null ? undefined : 'learnt',
          },
          { label: 'Time from', value: newest === undefined ? '–' : CLOCKS[newest.clock] },
        ]}
      />
    </section>
  );
}
