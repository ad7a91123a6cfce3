import type { Metadata } from 'next';
import Link from 'next/link';
import { whoMay } from '@/app/_data/asking';
import { unitsOf } from '@/app/_data/mappings';
import { sensors } from '@/app/_data/sensors';
import { MappingForm } from '@/components/mappings/mapping-form';
import { PageHead } from '@/components/shell/page-head';
import { ButtonLink } from '@/components/ui/button';
import { save } from '../actions';

export const metadata: Metadata = { title: 'Add a mapping' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AddMappingPage({ searchParams }: Props) {
  await whoMay('run');
  const { sensor, topic } = await searchParams;
  const { sensors: all } = await sensors();
  const initial = {
    ...(typeof sensor === 'string' && { sensorId: sensor }),
    ...(typeof topic === 'string' && { topic }),
  };
  return (
    <>
      <PageHead
        title="Add a mapping"
        back={{ href: '/mappings', label: 'Back to mappings' }}
        crumb={<Link href="/mappings">Mappings</Link>}
      />
      {all.length === 0 ? (
        <section className="panel grid justify-items-center gap-3 px-6 py-10 text-center">
          <p className="text-ink-2">A mapping gives its values to a sensor, and there is none yet.</p>
          <ButtonLink href="/sensors/new" look="primary">
            Add a sensor
          </ButtonLink>
        </section>
      ) : (
        <MappingForm
          sensors={all.map(({ id, name }) => ({ id, name }))}
          units={unitsOf()}
          initial={initial}
          save={save.bind(null, undefined)}
        />
      )}
    </>
  );
}
