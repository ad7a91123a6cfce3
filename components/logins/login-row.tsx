'use client';

import Link from 'next/link';
import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { SureButton } from '@/components/ui/sure-button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { BrokerAddresses, Credentials, LoginLine } from '@/contracts/device-login';
import { CredentialsShown } from './credentials-shown';
import type { LoginActions } from './login-actions';

const KINDS = { sensor: 'Sensor', gateway: 'Gateway', program: 'Program' } as const;

/** A login: what it may, when it was here, why it was turned away, and what can be done about it. */
export function LoginRow({
  login,
  now,
  addresses,
  actions,
}: {
  login: LoginLine;
  now: number;
  addresses: BrokerAddresses;
  actions: LoginActions;
}) {
  const { moment } = useFormat();
  const [fresh, setFresh] = useState<Credentials>();
  const [isSure, setSure] = useState(false);
  const { run, isRunning, problem } = useOutcome();
  const { id, name, kind, prefixes, reads, lastSeenAt, lastSeenFrom, previousUntil } = login;
  return (
    <li className="grid gap-2 border-t border-line px-4 py-3 first:border-t-0">
      <div className="flex flex-wrap items-center gap-2.5">
        <span className="min-w-0 flex-1">
          <Link
            href={`/logins/${id}`}
            prefetch={false}
            className="block font-semibold break-words underline-offset-2 hover:underline"
            dir="auto"
          >
            {name}
          </Link>
          <span className="block text-[12px] text-ink-2">
            {KINDS[kind]} · <code className="font-mono break-all">{id}</code>
          </span>
        </span>
        <Button disabled={isRunning} onClick={() => run(() => actions.rotateLogin(id), setFresh)}>
          New password<span className="sr-only"> for {name}</span>
        </Button>
        <SureButton
          label={
            <>
              Revoke<span className="sr-only"> {name}</span>
            </>
          }
          sure={
            <>
              Yes, revoke it<span className="sr-only"> {name}</span>
            </>
          }
          isSure={isSure}
          isBusy={isRunning}
          onAsk={() => setSure(true)}
          onSure={() =>
            run(
              () => actions.revokeLogin(id),
              () => undefined,
            )
          }
        />
      </div>
      <p className="text-[12px] break-all text-ink-2">
        {prefixes.length > 0 && `Publishes below ${prefixes.join(', ')}. `}
        {reads.length > 0 && `Reads ${reads.join(', ')}.`}
      </p>
      <p className="text-[12px] text-ink-2">
        {lastSeenAt === null ? (
          'Was never here.'
        ) : (
          <>
            Logged in last <Moment at={lastSeenAt}>{moment(lastSeenAt, now)}</Moment>, from {lastSeenFrom}.
          </>
        )}
        {previousUntil !== null && (
          <>
            {' '}
            The password before holds until <Moment at={previousUntil}>{moment(previousUntil, now)}</Moment>.
          </>
        )}
      </p>
      <TurnedAway login={login} now={now} />
      {isSure && (
        <p className="text-[12px] text-ink-2">Its connections end within a second, and it can’t come back.</p>
      )}
      {problem !== undefined && (
        <p role="alert" className="text-crit-text">
          {problem}
        </p>
      )}
      {fresh !== undefined && (
        <CredentialsShown credentials={fresh} topic={prefixes[0]} addresses={addresses} />
      )}
    </li>
  );
}

function TurnedAway({ login: { lastRefusedAt, lastRefusal }, now }: { login: LoginLine; now: number }) {
  const { moment } = useFormat();
  if (lastRefusedAt === null) return null;
  return (
    <p className="text-[12px] break-all text-warn-text">
      Turned away <Moment at={lastRefusedAt}>{moment(lastRefusedAt, now)}</Moment>: {lastRefusal}
    </p>
  );
}
