import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { mapping, unitsOf } from '@/app/_data/mappings';
import { sensors } from '@/app/_data/sensors';
import { MappingEditor } from '@/components/mappings/mapping-editor';
import { addSensor, remove, restore, save } from '../actions';

export const metadata: Metadata = { title: 'Mapping' };

export default async function MappingPage({ params }: { params: Promise<{ mappingId: string }> }) {
  const { mappingId } = await params;
  const found = /^\d{1,9}$/.test(mappingId) ? await mapping(Number(mappingId)) : undefined;
  if (found === undefined) notFound();
  const { sensors: all } = await sensors();
  return (
    <MappingEditor
      mapping={{ id: Number(mappingId), versions: found.versions }}
      initial={{}}
      sensors={withThose(all, found.sensors)}
      units={unitsOf()}
      actions={{ save, restore, remove, addSensor }}
    />
  );
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Archived sensors are in no list, and a mapping may feed one. */
function withThose(all: readonly Named[], fed: readonly Named[]): readonly Named[] {
  const listed = all.map(({ id, name }) => ({ id, name }));
  return [...listed, ...fed.filter(({ id }) => listed.every((each) => each.id !== id))];
}
