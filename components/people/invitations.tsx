'use client';

import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { useOutcome } from '@/components/ui/use-outcome';
import { type InvitationLine, ROLE_NAMES } from '@/contracts/people';
import type { PeopleActions, RoomChoice } from './people-actions';
import { sightInWords } from './sight-field';

/** Those who were invited and have not come yet. */
export function Invitations({
  invitations,
  now,
  rooms,
  withdraw,
}: {
  invitations: readonly InvitationLine[];
  now: number;
  rooms: readonly RoomChoice[];
  withdraw: PeopleActions['withdraw'];
}) {
  const { moment } = useFormat();
  const { run, isRunning, problem } = useOutcome();
  if (invitations.length === 0) return null;
  return (
    <section className="panel" aria-label="Invited">
      <h2 className="px-4 pt-[13px] pb-2">Invited, and not here yet</h2>
      <ul>
        {invitations.map(({ id, note, role, sight, expiresAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-2.5 border-t border-line px-4 py-2.5">
            <span className="min-w-0 flex-1">
              <b className="block truncate font-semibold" dir="auto">
                {note ?? 'Somebody'}
              </b>
              <span className="block text-[12px] text-ink-2">
                {ROLE_NAMES[role]}, {sightInWords(sight, rooms)}, until{' '}
                <Moment at={expiresAt}>{moment(expiresAt, now)}</Moment>
              </span>
            </span>
            <Button
              disabled={isRunning}
              onClick={() =>
                run(
                  () => withdraw(id),
                  () => undefined,
                )
              }
            >
              Withdraw<span className="sr-only"> {note ?? 'somebody'}</span>
            </Button>
          </li>
        ))}
      </ul>
      {problem !== undefined && (
        <p role="alert" className="px-4 pb-3 text-crit-text">
          {problem}
        </p>
      )}
    </section>
  );
}
