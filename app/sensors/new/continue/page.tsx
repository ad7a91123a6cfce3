import { ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { whoMay } from '@/app/_data/asking';
import { sensors } from '@/app/_data/sensors';
import { swapPlan } from '@/app/_data/swaps';
import { PageHead } from '@/components/shell/page-head';
import { ContinueChoice } from '@/components/swaps/continue-choice';
import { ContinuePlan } from '@/components/swaps/continue-plan';
import type { SwapPlans } from '@/components/swaps/swap-plans';
import type { DeviceName } from '@/contracts/device';
import { revokeLogin } from '../../../logins/actions';
import { swapDevice } from '../../swap-actions';

export const metadata: Metadata = { title: 'This device continues a sensor' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ContinuePage({ searchParams }: Props) {
  await whoMay('run');
  const { family, key, sensor } = await searchParams;
  if (typeof family !== 'string' || typeof key !== 'string' || key.length > 200) redirect('/sensors/new');
  const device = { family: family.slice(0, 40), key };
  const [list, plans] = await Promise.all([
    sensors(),
    typeof sensor === 'string' ? plansFor(sensor, device) : undefined,
  ]);
  const names = list.sensors
    .map(({ id, name, room }) => ({ value: id, label: room === null ? name : `${name}, ${room.name}` }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return (
    <>
      <PageHead
        title="This device continues…"
        back={{ href: '/sensors/new', label: 'Back to Add a sensor' }}
        crumb={
          <>
            <Link href="/sensors">Sensors</Link>
            <ChevronRight size={14} strokeWidth={1.75} aria-hidden="true" />
            <Link href="/sensors/new">Add a sensor</Link>
          </>
        }
      />
      <div className="grid gap-3 desk:max-w-[760px] desk:gap-4">
        <ContinueChoice
          device={device}
          sensors={names}
          chosen={plans?.heard.sensor.id}
          isMissing={typeof sensor === 'string' && plans === undefined}
        />
        {plans !== undefined && (
          <ContinuePlan
            key={plans.heard.sensor.id}
            plans={plans}
            now={Date.now()}
            swap={swapDevice}
            revoke={revokeLogin}
          />
        )}
      </div>
    </>
  );
}

async function plansFor(sensorId: string, device: DeviceName): Promise<SwapPlans | undefined> {
  const [heard, now] = await Promise.all([
    swapPlan(sensorId, device, undefined),
    swapPlan(sensorId, device, Date.now()),
  ]);
  return heard && now && { heard, now };
}
