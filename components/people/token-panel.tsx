'use client';

import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { Moment } from '@/components/ui/moment';
import { useOutcome } from '@/components/ui/use-outcome';
import type { TokenLine } from '@/contracts/people';
import { NewAddress } from './new-address';
import type { PeopleActions } from './people-actions';

const SCOPES = [
  { value: 'read', label: 'Look at everything' },
  { value: 'run', label: 'Everything an admin may' },
];

/** Tokens by which programs ask the API. */
export function TokenPanel({
  tokens,
  now,
  actions,
}: {
  tokens: readonly TokenLine[];
  now: number;
  actions: PeopleActions;
}) {
  const [name, setName] = useState('');
  const [scope, setScope] = useState('read');
  const [token, setToken] = useState<string>();
  const { run, isRunning, refused } = useOutcome();
  const make = () =>
    run(
      () => actions.addToken({ name, scope }),
      (done) => setToken(done.token),
    );
  return (
    <section className="panel" aria-label="Tokens for programs">
      <div className="grid gap-3 p-4">
        <div>
          <h2 className="mb-1">Tokens for programs</h2>
          <p className="text-[12px] text-ink-2">
            A script or another dashboard asks <code className="font-mono">/api/v1</code> with the header{' '}
            <code className="font-mono">Authorization: Bearer</code> and a token.
          </p>
        </div>
        <TextField
          label="Which program"
          value={name}
          maxLength={80}
          onChange={(event) => setName(event.target.value)}
          problem={refused?.problem}
        />
        <SelectField
          label="It may"
          value={scope}
          onChange={(event) => setScope(event.target.value)}
          options={SCOPES}
        />
        {token !== undefined && (
          <NewAddress address={token}>Shown only now. Keep it like a password.</NewAddress>
        )}
        <Button disabled={isRunning} onClick={make}>
          Make a token
        </Button>
      </div>
      <ul>
        {tokens.map((one) => (
          <TokenRow key={one.id} token={one} now={now} revoke={actions.revokeToken} />
        ))}
      </ul>
    </section>
  );
}

function TokenRow({
  token: { id, name, scope, lastUsedAt },
  now,
  revoke,
}: {
  token: TokenLine;
  now: number;
  revoke: PeopleActions['revokeToken'];
}) {
  const { moment } = useFormat();
  const { run, isRunning, problem } = useOutcome();
  return (
    <li className="flex flex-wrap items-center gap-2.5 border-t border-line px-4 py-3">
      <span className="min-w-0 flex-1">
        <b className="block truncate font-semibold" dir="auto">
          {name}
        </b>
        <span className="block text-[12px] text-ink-2">
          {scope === 'run' ? 'may do everything' : 'may look'},{' '}
          {lastUsedAt === null ? (
            'never used'
          ) : (
            <>
              last used <Moment at={lastUsedAt}>{moment(lastUsedAt, now)}</Moment>
            </>
          )}
        </span>
        {problem !== undefined && (
          <span role="alert" className="text-crit-text">
            {problem}
          </span>
        )}
      </span>
      <Button
        disabled={isRunning}
        onClick={() =>
          run(
            () => revoke(id),
            () => undefined,
          )
        }
      >
        Revoke<span className="sr-only"> {name}</span>
      </Button>
    </li>
  );
}
