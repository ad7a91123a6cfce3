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
import type { DeviceName } from '@/contracts/device';
import type { SwapPlan } from '@/contracts/swap';
import { revokeLogin } from '../../../logins/actions';
import { swapDevice } from '../../swap-actions';

export const metadata: Metadata = { title: 'This device continues a sensor' };

interface Props {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function ContinuePage({ searchParams }: Props) {
  await whoMay('run');
  const { family, key, sensor, begin } = await searchParams;
  if (typeof family !== 'string' || typeof key !== 'string' || key.length > 200) redirect('/sensors/new');
  const device = { family: family.slice(0, 40), key };
  const [list, plan] = await Promise.all([
    sensors(),
    typeof sensor === 'string' ? planFor(sensor, device, begin) : undefined,
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
          chosen={plan?.plan.sensor.id}
          isMissing={typeof sensor === 'string' && plan === undefined}
        />
        {plan !== undefined && (
          <ContinuePlan
            key={plan.plan.sensor.id}
            plan={plan.plan}
            begin={plan.begin}
            now={Date.now()}
            swap={swapDevice}
            revoke={revokeLogin}
          />
        )}
      </div>
    </>
  );
}

/** Since it was heard, unless the old one spoke after that: then from now on, until somebody chooses. */
async function planFor(
  sensorId: string,
  device: DeviceName,
  begin: string | string[] | undefined,
): Promise<{ readonly plan: SwapPlan; readonly begin: 'heard' | 'now' } | undefined> {
  const heard = begin === 'now' ? undefined : await swapPlan(sensorId, device, undefined);
  const overlaps = heard !== undefined && (heard.sensorUntil ?? 0) > heard.heardSince;
  if (heard !== undefined && (begin === 'heard' || !overlaps)) return { plan: heard, begin: 'heard' };
  const plan = await swapPlan(sensorId, device, Date.now());
  return plan && { plan, begin: 'now' };
}
