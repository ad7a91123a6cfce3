import { Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { whoMay } from '@/app/_data/asking';
import { topicsHeard } from '@/app/_data/inbox';
import { archivedSensors } from '@/app/_data/registry';
import { sensorsPage } from '@/app/_data/sensors-page';
import { withSkeleton } from '@/app/with-skeleton';
import { ArchivedAlone } from '@/components/sensors/archived-alone';
import { ColdHearth } from '@/components/sensors/cold-hearth';
import { SensorList } from '@/components/sensors/sensor-list';
import { packedPage, type SensorsPageData } from '@/components/sensors/sensors-page-data';
import { PageHead } from '@/components/shell/page-head';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { ButtonLink } from '@/components/ui/button';
import { mayDo } from '@/contracts/people';
import { archiveInPlace, archiveSensor } from './actions';

export const metadata: Metadata = { title: 'Sensors' };

export default function SensorsPage() {
  return withSkeleton(<PageSkeleton title="Sensors" />, content);
}

async function content() {
  const { role } = await whoMay('look');
  const runs = mayDo(role, 'run');
  const [page, archived] = await Promise.all([sensorsPage(), runs ? archivedSensors() : []]);
  const count = page.list.sensors.length;
  return (
    <>
      <PageHead title="Sensors">
        <span className="hidden text-ink-3 desk:inline">
          {count === 0 ? 'none yet' : `${count} in ${roomsOf(page.list)}`}
        </span>
        <span className="ml-auto flex gap-2.5 max-desk:order-last max-desk:ml-2">
          {mayDo(role, 'arrange') && (
            <ButtonLink href="/rooms" className="max-desk:hidden">
              Rooms and floors
            </ButtonLink>
          )}
          {runs && (
            <ButtonLink href="/sensors/new" look="primary">
              <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
              <span className="max-desk:sr-only">Add a sensor</span>
            </ButtonLink>
          )}
        </span>
      </PageHead>
      {count === 0 ? (
        <ColdHearth heard={await topicsHeard()} mayTeach={runs} />
      ) : (
        <SensorList
          packed={packedPage(page)}
          archived={archived}
          archive={runs ? archiveInPlace : undefined}
        />
      )}
      {count === 0 && <ArchivedAlone sensors={archived} archive={archiveSensor} />}
      {mayDo(role, 'arrange') && (
        <Link
          href="/rooms"
          className="mt-4 flex min-h-11 items-center text-[13px] text-ink-2 underline desk:hidden"
        >
          Rooms and floors
        </Link>
      )}
    </>
  );
}

function roomsOf({ sensors: all }: SensorsPageData['list']): string {
  const rooms = new Set(all.flatMap(({ room }) => room?.id ?? [])).size;
  if (rooms === 0) return 'no room yet';
  return rooms === 1 ? 'one room' : `${rooms} rooms`;
}
