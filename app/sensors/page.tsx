import { Archive, Plus } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { whoMay } from '@/app/_data/asking';
import { topicsHeard } from '@/app/_data/inbox';
import { archivedSensors } from '@/app/_data/registry';
import { sensors } from '@/app/_data/sensors';
import { withSkeleton } from '@/app/with-skeleton';
import { ColdHearth } from '@/components/sensors/cold-hearth';
import { SensorList } from '@/components/sensors/sensor-list';
import { PageHead } from '@/components/shell/page-head';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { ButtonLink } from '@/components/ui/button';
import { mayDo } from '@/contracts/people';

export const metadata: Metadata = { title: 'Sensors' };

export default function SensorsPage() {
  return withSkeleton(<PageSkeleton title="Sensors" />, content);
}

async function content() {
  const { role } = await whoMay('look');
  const runs = mayDo(role, 'run');
  const [list, archived] = await Promise.all([sensors(), runs ? archivedSensors() : []]);
  const count = list.sensors.length;
  return (
    <>
      <PageHead title="Sensors">
        <span className="hidden text-ink-3 desk:inline">
          {count === 0 ? 'none yet' : `${count} in ${roomsOf(list)}`}
        </span>
        <span className="ml-auto flex gap-2.5 max-desk:order-last max-desk:ml-2">
          {mayDo(role, 'arrange') && (
            <ButtonLink href="/rooms" className="max-desk:hidden">
              Rooms
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
        <SensorList initial={list} />
      )}
      <nav
        aria-label="More about sensors"
        className="mt-4 flex flex-wrap gap-x-5 gap-y-1 text-[13px] text-ink-2"
      >
        {mayDo(role, 'arrange') && (
          <Link href="/rooms" className="flex min-h-11 items-center underline desk:hidden">
            Rooms
          </Link>
        )}
        {archived.map(({ id, name }) => (
          <Link
            key={id}
            href={`/sensors/${encodeURIComponent(id)}/edit`}
            className="flex min-h-11 max-w-full items-center gap-1.5 underline desk:min-h-6"
          >
            <Archive size={14} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
            <span className="shrink-0">Archived:</span>
            <span className="truncate" dir="auto">
              {name}
            </span>
          </Link>
        ))}
      </nav>
    </>
  );
}

function roomsOf({ sensors: all }: Awaited<ReturnType<typeof sensors>>): string {
  const rooms = new Set(all.flatMap(({ room }) => room?.id ?? [])).size;
  if (rooms === 0) return 'no room yet';
  return rooms === 1 ? 'one room' : `${rooms} rooms`;
}
