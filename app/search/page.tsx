import type { Metadata } from 'next';
import { searchStatus } from '@/app/_data/search';
import { sensors } from '@/app/_data/sensors';
import { withSkeleton } from '@/app/with-skeleton';
import type { Places } from '@/components/search/filters';
import { SearchView } from '@/components/search/search-view';
import { PageHead } from '@/components/shell/page-head';
import { PageSkeleton } from '@/components/shell/page-skeleton';
import { ButtonLink } from '@/components/ui/button';
import type { SensorSummary } from '@/contracts/sensor';

export const metadata: Metadata = { title: 'Search' };

interface Props {
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export default function SearchPage(props: Props) {
  return withSkeleton(<PageSkeleton title="Search" />, () => content(props));
}

async function content({ searchParams }: Props) {
  const { connection } = await searchStatus();
  if (connection === null) return <Rests />;
  const given = Object.entries(await searchParams).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const { sensors: known } = await sensors();
  return <SearchView initial={new URLSearchParams(given).toString()} places={placesOf(known)} />;
}

function Rests() {
  return (
    <>
      <PageHead title="Search" back={{ href: '/more', label: 'Back to more' }} />
      <section className="panel px-6 py-10 text-center">
        <h2>Search rests: there is no search server</h2>
        <p className="mx-auto mt-1 max-w-[52ch] text-ink-2">
          With Elasticsearch or OpenSearch connected, every reading can be found here by sensor, room,
          quantity, time, value and quality. History doesn’t need it.
        </p>
        <p className="mt-4">
          <ButtonLink href="/elk" look="primary">
            Connect a search server
          </ButtonLink>
        </p>
      </section>
    </>
  );
}

function placesOf(sensors: readonly SensorSummary[]): Places {
  const rooms = new Set(sensors.flatMap(({ room }) => (room === null ? [] : [room.name])));
  const units = new Map(
    sensors.flatMap(({ series }) => series.map(({ quantity, unit }) => [quantity, unit])),
  );
  return {
    sensors: sensors.map(({ id, name }) => ({ id, name })),
    rooms: [...rooms].sort(),
    quantities: [...units]
      .map(([id, unit]) => ({ id, unit }))
      .sort((one, other) => (one.id < other.id ? -1 : 1)),
  };
}
