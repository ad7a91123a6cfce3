import type { Metadata } from 'next';
import { whoMay } from '@/app/_data/asking';
import { unitsOf } from '@/app/_data/mappings';
import { sensors } from '@/app/_data/sensors';
import { MappingEditor } from '@/components/mappings/mapping-editor';
import { addSensor, remove, restore, save } from '../actions';

export const metadata: Metadata = { title: 'Add a mapping' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function AddMappingPage({ searchParams }: Props) {
  await whoMay('run');
  const { sensor, topic } = await searchParams;
  const { sensors: all } = await sensors();
  return (
    <MappingEditor
      mapping={undefined}
      initial={{
        ...(typeof sensor === 'string' && { sensor }),
        ...(typeof topic === 'string' && { topic }),
      }}
      sensors={all.map(({ id, name }) => ({ id, name }))}
      units={unitsOf()}
      actions={{ save, restore, remove, addSensor }}
    />
  );
}
