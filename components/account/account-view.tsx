'use client';

import { useState } from 'react';
import { PasswordField } from '@/components/door/password-field';
import { useFormat } from '@/components/format/format-provider';
import type { FormAction, Refusal } from '@/components/registry/form-state';
import { FormProblem } from '@/components/registry/sensor-fields';
import { useFormAction } from '@/components/registry/use-form-action';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { useOutcome } from '@/components/ui/use-outcome';
import type { SessionLine } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';

export interface AccountActions {
  readonly changeOwnPassword: FormAction;
  readonly endOwnSessions: (id: string | undefined) => Promise<Outcome<null>>;
  readonly signOut: () => Promise<Refusal | undefined>;
}

/** Somebody's own password, and where they are signed in. */
export function AccountView({
  sessions,
  now,
  actions,
}: {
  sessions: readonly SessionLine[];
  now: number;
  actions: AccountActions;
}) {
  return (
    <div className="grid gap-3 desk:max-w-[760px] desk:gap-4">
      <Password change={actions.changeOwnPassword} />
      <Sessions sessions={sessions} now={now} end={actions.endOwnSessions} />
      <SignOut signOut={actions.signOut} />
    </div>
  );
}

function Password({ change }: { change: FormAction }) {
  // A new form each time: nobody finds the password in it that was just set.
  const [times, setTimes] = useState(0);
  const { refusal, isSending, onSubmit } = useFormAction(async (before, form) => {
    const refused = await change(before, form);
    if (refused === undefined) setTimes((done) => done + 1);
    return refused;
  });
  const problemOf = (field: string) => (refusal?.field === field ? refusal.problem : undefined);
  return (
    <section className="panel p-4" aria-label="Password">
      <h2 className="mb-3">Password</h2>
      <form key={times} onSubmit={onSubmit} className="grid gap-3 desk:max-w-[360px]">
        <PasswordField label="The one you have" name="current" problem={problemOf('current')} />
        <PasswordField label="New password" name="wanted" isNew problem={problemOf('wanted')} />
        <FormProblem refusal={refusal} />
        <div>
          <Button type="submit" disabled={isSending}>
            {isSending ? 'Changing it' : 'Change it, and sign out everywhere else'}
          </Button>
        </div>
        <p role="status" className="text-ok-text">
          {times > 0 && refusal === undefined && 'Changed. Everywhere else you are signed out.'}
        </p>
      </form>
    </section>
  );
}

function Sessions({
  sessions,
  now,
  end,
}: {
  sessions: readonly SessionLine[];
  now: number;
  end: AccountActions['endOwnSessions'];
}) {
  const { moment } = useFormat();
  const { run, isRunning, problem } = useOutcome();
  const endOne = (id: string | undefined) =>
    run(
      () => end(id),
      () => undefined,
    );
  return (
    <section className="panel" aria-label="Where you are signed in">
      <h2 className="px-4 pt-[13px] pb-2">Where you are signed in</h2>
      <ul>
        {sessions.map(({ id, device, address, since, lastUsed, isThis }) => (
          <li key={id} className="flex flex-wrap items-center gap-2.5 border-t border-line px-4 py-2.5">
            <span className="min-w-0 flex-1">
              <b className="block font-semibold">{device}</b>
              <span className="block text-[12px] break-all text-ink-2">
                {address === '' ? '' : `from ${address}, `}since{' '}
                <Moment at={since}>{moment(since, now)}</Moment>, last used{' '}
                <Moment at={lastUsed}>{moment(lastUsed, now)}</Moment>
              </span>
            </span>
            {isThis ? (
              <Badge kind="ok">This one</Badge>
            ) : (
              <Button disabled={isRunning} onClick={() => endOne(id)}>
                Sign out<span className="sr-only"> there, {device}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {problem !== undefined && (
        <p role="alert" className="px-4 py-2 text-crit-text">
          {problem}
        </p>
      )}
      {sessions.length > 1 && (
        <p className="border-t border-line px-4 py-3">
          <Button disabled={isRunning} onClick={() => endOne(undefined)}>
            Sign out everywhere else
          </Button>
        </p>
      )}
    </section>
  );
}

function SignOut({ signOut }: { signOut: AccountActions['signOut'] }) {
  const { refusal, isSending, onSubmit } = useFormAction(async () => {
    const refused = await signOut();
    if (refused === undefined) window.location.assign('/sign-in');
    return refused;
  });
  return (
    <form onSubmit={onSubmit}>
      <Button type="submit" disabled={isSending}>
        Sign out
      </Button>
      <FormProblem refusal={refusal} />
    </form>
  );
}
