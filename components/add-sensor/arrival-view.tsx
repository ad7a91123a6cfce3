'use client';

import { X } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState, useSyncExternalStore } from 'react';
import type { FormAction } from '@/components/registry/form-state';
import { PageHead } from '@/components/shell/page-head';
import { Button, ButtonLink } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import { type Arrival, type ArrivalProgress, familyOf } from '@/contracts/arrival';
import type { EditedSensor } from '@/contracts/registry';
import type { ArrivalActions, TaughtReading } from './arrival-actions';
import { checklistOf } from './checklist';
import { ConnectStep } from './connect-step';
import { type Broker, connectionOf } from './connection';
import { FinishGateway } from './finish-gateway';
import { heldPassword, holdPassword } from './held-password';
import { NameStep } from './name-step';
import { StepsBar } from './steps-bar';
import { believed, readingsOf, turned } from './taught-readings';
import { TeachFields } from './teach-fields';
import { useArrival } from './use-arrival';
import { WaitingStep } from './waiting-step';

type Step = 2 | 3 | 4;
const TROUBLE = {
  away: 'What the broker sees can’t be read right now. It goes on by itself.',
  gone: 'This device isn’t being added any longer: somebody finished it, or took it back.',
} as const;
const never = () => () => undefined;

/** Connect, first reading, name: a device on its way in. */
export function ArrivalView({
  arrival,
  sensor,
  first,
  broker,
  rooms,
  actions,
}: {
  arrival: Arrival;
  sensor: EditedSensor | undefined;
  first: ArrivalProgress;
  broker: Broker;
  rooms: readonly string[];
  actions: ArrivalActions;
}) {
  const { user, family, base } = arrival;
  const router = useRouter();
  const { progress, message, trouble } = useArrival(user, first);
  const [renewed, setRenewed] = useState<string>();
  const held = useSyncExternalStore(
    never,
    () => heldPassword(user),
    () => undefined,
  );
  const password = renewed ?? held;
  const [step, setStep] = useState<Step>(isUnderWay(first) ? 3 : 2);
  const { run, isRunning, problem } = useOutcome();
  const connection = connectionOf(arrival, broker, password);
  const checks = checklistOf({ arrival, progress, message, connection });
  const isThere = checks.every(({ state }) => state === 'done');
  const [taught, setTaught] = useState<readonly TaughtReading[]>();
  const teach = async (topic: string, readings: readonly TaughtReading[]) => {
    const refused = await actions.teachArrival(sensor?.id ?? '', topic, readings);
    if (refused === undefined) setTaught(readings);
    return refused;
  };
  const read = readingsOf(arrival, message?.topic, taught);
  const turnedRead = read && turned(read);
  const finish: FormAction = async (before, form) => {
    const changed = read && believed(read, form);
    const refused = changed && (await teach(changed.topic, changed.readings));
    return refused === undefined ? actions.finishArrival(user, before, form) : { problem: refused };
  };
  return (
    <>
      <PageHead
        title="Add a sensor"
        back={{ href: '/sensors/new', label: 'Back' }}
        crumb={<Link href="/sensors">Sensors</Link>}
      >
        <StepsBar at={step} />
        <Button
          look="quiet"
          disabled={isRunning}
          className="desk:ml-auto"
          onClick={() =>
            run(
              () => actions.cancelArrival(user),
              () => router.push('/sensors/new'),
            )
          }
        >
          <X size={16} strokeWidth={1.75} aria-hidden="true" />
          <span className="max-desk:sr-only">Cancel</span>
        </Button>
      </PageHead>
      {(problem !== undefined || (trouble !== undefined && !isRunning)) && (
        <p role="alert" className="panel mb-3 px-4 py-3 text-crit-text">
          {problem ?? TROUBLE[trouble ?? 'away']}
        </p>
      )}
      {step === 2 && (
        <ConnectStep
          arrival={arrival}
          connection={connection}
          isBeyond={broker.host !== undefined}
          phoneAddress={actions.phoneAddress}
          renew={() =>
            run(
              () => actions.newPassword(user),
              (fresh) => {
                holdPassword(user, fresh.password);
                setRenewed(fresh.password);
              },
            )
          }
          goOn={() => setStep(3)}
        />
      )}
      {step === 3 && (
        <WaitingStep
          topics={familyOf(family)
            .prefixes(base)
            .map((prefix) => `${prefix}/#`)}
          checks={checks}
          isThere={isThere}
        >
          {checks.at(-1)?.title === 'Not understood yet' && message !== undefined && (
            <TeachFields
              key={message.topic}
              message={message}
              teach={(readings) => teach(message.topic, readings)}
            />
          )}
          <footer className="flex flex-wrap items-center gap-2.5 border-t border-line px-4 py-2.5">
            <Button look="quiet" onClick={() => setStep(2)}>
              Back to its login
            </Button>
            <ButtonLink look="quiet" href={`/logins/${user}`}>
              All that was seen of it
            </ButtonLink>
            <span className="ml-auto">
              {sensor === undefined ? (
                <FinishGateway isThere={isThere} finish={actions.finishArrival.bind(null, user)} />
              ) : (
                <Button look="primary" disabled={!isThere} onClick={() => setStep(4)}>
                  Name it
                </Button>
              )}
            </span>
          </footer>
        </WaitingStep>
      )}
      {step === 4 && sensor !== undefined && (
        <NameStep
          sensor={sensor}
          progress={progress}
          rooms={rooms}
          readings={read?.readings ?? []}
          turn={turnedRead && (() => teach(turnedRead.topic, turnedRead.readings))}
          finish={finish}
        />
      )}
    </>
  );
}

/** Somebody comes back: it has connected before. */
function isUnderWay({ events }: ArrivalProgress): boolean {
  return events.some(({ kind }) => kind === 'accepted' || kind === 'stored');
}
