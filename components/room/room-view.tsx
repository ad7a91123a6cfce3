'use client';

import Link from 'next/link';
import { useKnownUntil, useServerNow } from '@/components/live/live-provider';
import { seriesKey } from '@/components/sensor/series-name';
import { useSensorList } from '@/components/sensors/use-sensor-list';
import { ButtonLink } from '@/components/ui/button';
import { ColdArch } from '@/components/ui/mark';
import type { SensorSummary } from '@/contracts/sensor';
import type { RoomPageData } from './room-page-data';
import { SeriesTile } from './series-tile';

/** All that is measured in a room, each with its last hour. */
export function RoomView({ page }: { page: RoomPageData }) {
  const sensors = useSensorList(page.list, page.id);
  const now = useServerNow(1_000, page.list.serverTime);
  const knownUntil = useKnownUntil(now);
  if (sensors.length === 0) return <EmptyRoom />;
  const silent = sensors.filter(({ series }) => series.length === 0);
  const measured = sensors.flatMap((sensor) => sensor.series.map((series) => ({ sensor, series })));
  return (
    <div className="grid gap-3 desk:grid-cols-2 desk:gap-4 min-[1320px]:grid-cols-3">
      {measured.map(({ sensor, series }, place) => (
        <SeriesTile
          key={`${sensor.id} ${seriesKey(series)}`}
          roomId={page.id}
          sensor={sensor}
          series={series}
          place={place}
          now={now}
          knownUntil={knownUntil}
        />
      ))}
      {silent.map((sensor) => (
        <Unheard key={sensor.id} sensor={sensor} />
      ))}
    </div>
  );
}

function Unheard({ sensor: { id, name } }: { sensor: SensorSummary }) {
  return (
    <article className="panel min-w-0 px-4 py-3" aria-label={name}>
      <h2>
        <Link
          href={`/sensors/${encodeURIComponent(id)}`}
          prefetch={false}
          className="block truncate py-0.5 hover:underline"
          dir="auto"
          title={name}
        >
          {name}
        </Link>
      </h2>
      <p className="text-[12px] text-ink-2">No reading yet; its chart begins with the first.</p>
    </article>
  );
}

function EmptyRoom() {
  return (
    <section className="panel grid justify-items-center gap-1.5 px-6 pt-11 pb-10 text-center">
      <ColdArch />
      <h2 className="text-[20px] leading-7">No sensor is in this room</h2>
      <p className="max-w-[46ch] text-ink-2">
        Add one, or put one here that you have: its settings say in which room it is.
      </p>
      <p className="mt-3 flex flex-wrap justify-center gap-2.5">
        <ButtonLink href="/sensors/new">Add a sensor</ButtonLink>
        <ButtonLink href="/sensors">Show all sensors</ButtonLink>
      </p>
    </section>
  );
}
