'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import { type Arrival, type ArrivalProgress, familyOf } from '@/contracts/arrival';
import type { Broker } from '@/contracts/device-login';
import type { EditedSensor } from '@/contracts/registry';
import type { ArrivalActions } from './arrival-actions';
import { ArrivalHead } from './arrival-head';
import { checklistOf } from './checklist';
import { ConnectStep } from './connect-step';
import { connectionOf } from './connection';
import { FinishGateway } from './finish-gateway';
import { NameStep } from './name-step';
import { TeachFields } from './teach-fields';
import { useArrival } from './use-arrival';
import { usePassword } from './use-password';
import { useTeaching } from './use-teaching';
import { WaitingStep } from './waiting-step';

type Step = 2 | 3 | 4;
const TROUBLE = {
  away: 'What the broker sees can’t be read right now. It goes on by itself.',
  gone: 'This device isn’t being added any longer: somebody finished it, or took it back.',
} as const;

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
  const { progress, message, trouble } = useArrival(arrival, first);
  const [password, renew] = usePassword(user);
  const { teach, turn, finish } = useTeaching(user, progress.taught, actions);
  const [step, setStep] = useState<Step>(isUnderWay(first) ? 3 : 2);
  const { run, isRunning, problem } = useOutcome();
  const connection = connectionOf(arrival, broker, password);
  const checks = checklistOf({ arrival, progress, message, connection });
  // Whatever went wrong on the way.
  const isThere = checks.at(-1)?.state === 'done';
  const cancel = () =>
    run(
      () => actions.cancelArrival(user),
      () => router.push('/sensors/new'),
    );
  return (
    <>
      <ArrivalHead at={step} isCancelling={isRunning} cancel={cancel} />
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
              (fresh) => renew(fresh.password),
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
        <NameStep sensor={sensor} progress={progress} rooms={rooms} turn={turn} finish={finish} />
      )}
    </>
  );
}

/** Somebody comes back: it has connected before. */
function isUnderWay({ events }: ArrivalProgress): boolean {
  return events.some(({ kind }) => kind === 'accepted' || kind === 'stored');
}
