'use client';

import { ScrollText, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { PageHead } from '@/components/shell/page-head';
import { Button, ButtonLink } from '@/components/ui/button';
import type { PeoplePage } from '@/contracts/people';
import { Invitations } from './invitations';
import { InvitePanel } from './invite-panel';
import type { PeopleActions, RoomChoice } from './people-actions';
import { PersonRow } from './person-row';
import { RolesTable } from './roles-table';
import { SharePanel } from './share-panel';
import { TokenPanel } from './token-panel';

/** Who may come in, and by which links. */
export function PeopleView({
  page,
  rooms,
  now,
  me,
  actions,
}: {
  page: PeoplePage;
  rooms: readonly RoomChoice[];
  /** ms since 1970, as the server's clock has it. */
  now: number;
  me: string | undefined;
  actions: PeopleActions;
}) {
  const [isInviting, setInviting] = useState(false);
  const { people, invitations, shares, tokens } = page;
  return (
    <>
      <PageHead title="People" back={{ href: '/more', label: 'Back to More' }}>
        <span className="hidden text-ink-3 desk:inline">{countsInWords(page)}</span>
        <span className="ml-auto flex gap-2.5 max-desk:order-last max-desk:ml-2">
          <ButtonLink href="/people/audit">
            <ScrollText {...ICON} />
            <span className="max-desk:sr-only">Audit log</span>
          </ButtonLink>
          <Button look="primary" onClick={() => setInviting(true)}>
            <UserPlus {...ICON} />
            <span className="max-desk:sr-only">Invite</span>
          </Button>
        </span>
      </PageHead>
      <div className="grid items-start gap-3 desk:grid-cols-[minmax(0,1fr)_360px] desk:gap-4">
        <div className="grid gap-3 desk:gap-4">
          {isInviting && (
            <InvitePanel rooms={rooms} invite={actions.invite} onClose={() => setInviting(false)} />
          )}
          <section className="panel" aria-label="People">
            <table className="w-full text-[13px]">
              <thead>
                <tr className="text-left text-[12px] text-ink-3">
                  <th className="py-2.5 pr-2 pl-4 font-medium">Name</th>
                  <th className="px-2 font-medium">Role</th>
                  <th className="hidden px-2 font-medium desk:table-cell">May see</th>
                  <th className="hidden px-2 text-right font-medium min-[520px]:table-cell">Last here</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {people.map((person) => (
                  <PersonRow
                    key={person.id}
                    person={person}
                    now={now}
                    rooms={rooms}
                    isMe={person.id === me}
                    actions={actions}
                  />
                ))}
              </tbody>
            </table>
          </section>
          <Invitations invitations={invitations} now={now} rooms={rooms} withdraw={actions.withdraw} />
          <RolesTable />
        </div>
        <div className="grid gap-3 desk:gap-4">
          <SharePanel shares={shares} now={now} rooms={rooms} actions={actions} />
          <TokenPanel tokens={tokens} now={now} actions={actions} />
        </div>
      </div>
    </>
  );
}

function countsInWords({ people, shares }: PeoplePage): string {
  const persons = people.length === 1 ? 'one person' : `${people.length} people`;
  if (shares.length === 0) return persons;
  return `${persons}, ${shares.length === 1 ? 'one share link' : `${shares.length} share links`}`;
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;
