import type { Metadata } from 'next';
import Link from 'next/link';
import { devicesHeard } from '@/app/_data/devices';
import { rooms } from '@/app/_data/registry';
import { AddByHand } from '@/components/registry/add-by-hand';
import { HeardList } from '@/components/registry/heard-list';
import { PageHead } from '@/components/shell/page-head';
import { RefreshNowAndThen } from '@/components/shell/refresh-now-and-then';
import { addSensor } from '../actions';

export const metadata: Metadata = { title: 'Add a sensor' };

export default async function AddSensorPage() {
  const [heard, all] = await Promise.all([devicesHeard(), rooms()]);
  const names = all.map(({ name }) => name);
  return (
    <>
      <PageHead
        title="Add a sensor"
        back={{ href: '/sensors', label: 'Back to sensors' }}
        crumb={<Link href="/sensors">Sensors</Link>}
      />
      <RefreshNowAndThen />
      <div className="grid gap-3 desk:max-w-[1040px] desk:gap-4">
        <HeardList heard={heard} rooms={names} now={Date.now()} add={addSensor} />
        <AddByHand rooms={names} add={addSensor} />
      </div>
    </>
  );
}
