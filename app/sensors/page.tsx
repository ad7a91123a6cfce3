import type { Metadata } from 'next';
import { topicsHeard } from '@/app/_data/inbox';
import { sensors } from '@/app/_data/sensors';
import { ColdHearth } from '@/components/sensors/cold-hearth';
import { SensorList } from '@/components/sensors/sensor-list';
import { PageHead } from '@/components/shell/page-head';

export const metadata: Metadata = { title: 'Sensors' };

export default async function SensorsPage() {
  const list = await sensors();
  const count = list.sensors.length;
  return (
    <>
      <PageHead title="Sensors">
        <span className="hidden text-ink-3 desk:inline">
          {count === 0 ? 'none yet' : `${count} in ${roomsOf(list)}`}
        </span>
      </PageHead>
      {count === 0 ? <ColdHearth heard={await topicsHeard()} /> : <SensorList initial={list} />}
    </>
  );
}

function roomsOf({ sensors: all }: Awaited<ReturnType<typeof sensors>>): string {
  const rooms = new Set(all.flatMap(({ room }) => room?.id ?? [])).size;
  if (rooms === 0) return 'no room yet';
  return rooms === 1 ? 'one room' : `${rooms} rooms`;
}
