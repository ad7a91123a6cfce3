import { ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { mapping, unitsOf } from '@/app/_data/mappings';
import { MappingForm } from '@/components/mappings/mapping-form';
import { MappingVersions, RemoveMapping } from '@/components/mappings/mapping-versions';
import { PageHead } from '@/components/shell/page-head';
import { remove, save } from '../actions';

export const metadata: Metadata = { title: 'Mapping' };

export default async function MappingPage({ params }: { params: Promise<{ mappingId: string }> }) {
  const { mappingId } = await params;
  const found = /^\d{1,9}$/.test(mappingId) ? await mapping(Number(mappingId)) : undefined;
  if (found === undefined) notFound();
  const { sensors, versions } = found;
  const said = versions.find(({ definition }) => definition !== null)?.definition;
  const isRemoved = versions[0]?.definition === null;
  const { topic } = said as { topic: string };
  const edited = { id: Number(mappingId), base: versions[0]?.version ?? 1 };
  return (
    <>
      <PageHead
        title={topic}
        back={{ href: '/mappings', label: 'Back to mappings' }}
        crumb={
          <>
            <Link href="/mappings">Mappings</Link>
            <ChevronRight size={14} strokeWidth={1.75} aria-hidden="true" />
            {sensors.slice(0, 1).map(({ id, name }) => (
              <Link key={id} href={`/sensors/${encodeURIComponent(id)}`}>
                {name}
              </Link>
            ))}
          </>
        }
      />
      <div className="grid gap-3 desk:gap-4">
        {isRemoved && <p className="panel px-4 py-3">It is removed. Saving brings it back.</p>}
        <MappingForm
          key={versions[0]?.version}
          sensors={sensors}
          units={unitsOf()}
          initial={{ definition: said }}
          save={save.bind(null, edited)}
        />
        <div className="grid gap-3 desk:max-w-[760px] desk:gap-4">
          <MappingVersions versions={versions} />
          {!isRemoved && <RemoveMapping remove={remove.bind(null, edited)} />}
        </div>
      </div>
    </>
  );
}
