import type { Metadata } from 'next';
import Link from 'next/link';
import { arrivals, broker } from '@/app/_data/arrivals';
import { devicesHeard } from '@/app/_data/devices';
import { rooms } from '@/app/_data/registry';
import { FamilyChoice } from '@/components/add-sensor/family-choice';
import { StepsBar } from '@/components/add-sensor/steps-bar';
import { UnfinishedList } from '@/components/add-sensor/unfinished-list';
import { AddByHand } from '@/components/registry/add-by-hand';
import { HeardList } from '@/components/registry/heard-list';
import { PageHead } from '@/components/shell/page-head';
import { RefreshNowAndThen } from '@/components/shell/refresh-now-and-then';
import { ButtonLink } from '@/components/ui/button';
import { addSensor } from '../actions';
import { beginArrival, cancelArrival } from './actions';

export const metadata: Metadata = { title: 'Add a sensor' };

export default async function AddSensorPage() {
  const [heard, all, begun, at] = await Promise.all([devicesHeard(), rooms(), arrivals(), broker()]);
  const names = all.map(({ name }) => name);
  return (
    <>
      <PageHead
        title="Add a sensor"
        back={{ href: '/sensors', label: 'Back to sensors' }}
        crumb={<Link href="/sensors">Sensors</Link>}
      >
        <StepsBar at={1} />
        <span className="ml-auto max-desk:hidden">
          <ButtonLink look="quiet" href="/sensors">
            Cancel
          </ButtonLink>
        </span>
      </PageHead>
      <RefreshNowAndThen />
      <div className="grid gap-3 desk:max-w-[1040px] desk:gap-4">
        <UnfinishedList arrivals={begun} now={Date.now()} cancel={cancelArrival} />
        {at.isOwn ? (
          <FamilyChoice rooms={names} begin={beginArrival} />
        ) : (
          <p className="panel px-4 py-3 text-ink-2">
            Messages come from a broker of your own: give the device a login there. As soon as it publishes,
            it is below.
          </p>
        )}
        <HeardList heard={heard} rooms={names} now={Date.now()} add={addSensor} />
        <AddByHand rooms={names} add={addSensor} />
      </div>
    </>
  );
}
