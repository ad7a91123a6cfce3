import { ChevronRight, Settings2 } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { whoMay } from '@/app/_data/asking';
import { believable } from '@/app/_data/ranges';
import { sensorPage } from '@/app/_data/sensor-page';
import { SensorView } from '@/components/sensor/sensor-view';
import { PageHead } from '@/components/shell/page-head';
import { ButtonLink } from '@/components/ui/button';
import { mayDo } from '@/contracts/people';
import { judgeRange, setRange } from '../range-actions';

interface Props {
  readonly params: Promise<{ sensorId: string }>;
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const page = await sensorPage(await asked({ params, searchParams }));
  return { title: page?.sensor.name ?? 'No such sensor' };
}

export default async function SensorPage(props: Props) {
  const page = await sensorPage(await asked(props));
  if (page === undefined) notFound();
  const { sensor } = page;
  const { role } = await whoMay('look');
  const believing = mayDo(role, 'run')
    ? {
        series: await believable(sensor.id),
        actions: { set: setRange.bind(null, sensor.id), judge: judgeRange.bind(null, sensor.id) },
      }
    : undefined;
  return (
    <>
      <PageHead
        title={sensor.name}
        back={{ href: '/sensors', label: 'Back to sensors' }}
        crumb={
          <>
            <Link href="/sensors">Sensors</Link>
            {sensor.room !== null && (
              <>
                <ChevronRight size={14} strokeWidth={1.75} aria-hidden="true" />
                {sensor.room.name}
              </>
            )}
          </>
        }
      >
        {mayDo(role, 'arrange') && (
          <ButtonLink
            href={`/sensors/${encodeURIComponent(sensor.id)}/edit`}
            className="ml-auto max-desk:order-last max-desk:ml-2"
          >
            <Settings2 size={16} strokeWidth={1.75} aria-hidden="true" />
            <span className="max-desk:sr-only">Settings</span>
          </ButtonLink>
        )}
      </PageHead>
      <SensorView page={page} believing={believing} mayRun={mayDo(role, 'run')} />
    </>
  );
}

/** One key for all who ask within a request: objects would be asked for twice. */
async function asked({ params, searchParams }: Props): Promise<string> {
  const { sensorId } = await params;
  const { range, series } = await searchParams;
  return JSON.stringify([decodeURIComponent(sensorId), text(range), text(series)]);
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
