'use client';

import { EyeOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { usePolled } from '@/components/live/use-polled';
import { PageHead } from '@/components/shell/page-head';
import { Button } from '@/components/ui/button';
import { SearchField } from '@/components/ui/search-field';
import type { InboxPage } from '@/contracts/inbox';
import { GroupList } from './group-list';
import { GroupPanel } from './group-panel';
import { IgnoredList } from './ignored-list';
import type { InboxActions, Places } from './inbox-actions';
import { NothingWaits } from './nothing-waits';
import { TaughtList } from './taught-list';
import { useCalm } from './use-calm';

const LOOK_EVERY_MS = 5_000;

/** What nobody has explained yet: its groups, and the one that is looked at. */
export function InboxView({
  initial,
  opened,
  places,
  now,
  actions,
}: {
  initial: InboxPage;
  /** The group that the address names. */
  opened: string | undefined;
  places: Places;
  now: number;
  actions: InboxActions;
}) {
  const [typed, setTyped] = useState('');
  const search = useCalm(typed.trim());
  const {
    answer: page,
    isAnswered,
    ask,
  } = usePolled(`/api/v1/inbox?search=${encodeURIComponent(search)}`, initial, LOOK_EVERY_MS);
  const [chosen, setChosen] = useState(opened);
  const [showsIgnored, setShowsIgnored] = useState(false);
  useEffect(() => keepInAddress(chosen), [chosen]);
  const proposed = useProposed(page.groups);
  const shown = chosen ?? proposed;
  const leave = () => {
    setChosen(undefined);
    ask();
  };
  const isEmpty = page.total === 0 && search === '' && chosen === undefined;
  return (
    <>
      <PageHead title="Inbox" back={{ href: '/more', label: 'Back to more' }}>
        <span className="hidden text-ink-3 desk:inline">{summary(page.total, search)}</span>
        <span className="ml-auto flex items-center gap-2.5 max-desk:order-last max-desk:ml-2">
          <SearchField
            label="Search the inbox"
            value={typed}
            onChange={setTyped}
            placeholder="Topic or text"
            className="max-desk:hidden desk:w-[230px]"
          />
          {page.ignored > 0 && (
            <Button aria-expanded={showsIgnored} onClick={() => setShowsIgnored(!showsIgnored)}>
              <EyeOff size={16} strokeWidth={1.75} aria-hidden="true" />
              Ignored, {page.ignored}
            </Button>
          )}
        </span>
      </PageHead>
      <div className="grid gap-3 desk:gap-4">
        <SearchField
          label="Search the inbox"
          value={typed}
          onChange={setTyped}
          placeholder="Topic or text"
          className={`desk:hidden ${chosen === undefined ? '' : 'hidden'}`}
        />
        {!isAnswered && (
          <p role="status" className="panel px-4 py-3 text-ink-2">
            Hearth doesn’t answer right now. What you see is from before; it is asked again.
          </p>
        )}
        {showsIgnored && <IgnoredList count={page.ignored} takeBack={actions.ignoreNoMore} onChanged={ask} />}
        <TaughtList taught={page.taught} takeBack={actions.takeBack} onChanged={ask} />
        {isEmpty ? (
          <NothingWaits rawSince={page.rawSince} />
        ) : (
          <div className="grid gap-3 desk:grid-cols-[minmax(0,1fr)_minmax(0,500px)] desk:items-start desk:gap-4">
            <div className={chosen === undefined ? '' : 'max-desk:hidden'}>
              <GroupList page={page} search={search} shown={shown} onChoose={setChosen} />
            </div>
            {shown !== undefined && (
              <div className={chosen === undefined ? 'max-desk:hidden' : ''}>
                <GroupPanel
                  key={shown}
                  id={shown}
                  places={places}
                  now={now}
                  rawSince={page.rawSince}
                  actions={actions}
                  onDone={leave}
                  onBack={() => setChosen(undefined)}
                />
              </div>
            )}
          </div>
        )}
      </div>
    </>
  );
}

/** Nobody chose: one is shown beside the list, where there is room beside it, and stays while others come. */
function useProposed(groups: InboxPage['groups']): string | undefined {
  const [proposed, setProposed] = useState(groups[0]?.id);
  const isThere = groups.some(({ id }) => id === proposed);
  const next = isThere ? proposed : groups[0]?.id;
  useEffect(() => setProposed(next), [next]);
  return next;
}

function summary(total: number, search: string): string {
  if (search !== '') return total === 1 ? '1 found' : `${total} found`;
  if (total === 0) return 'everything is understood';
  return total === 1
    ? '1 kind of messages nobody has explained yet'
    : `${total} kinds of messages nobody has explained yet`;
}

/** A reload shows the same. */
function keepInAddress(group: string | undefined): void {
  const address = new URL(window.location.href);
  if (group === undefined) address.searchParams.delete('group');
  else address.searchParams.set('group', group);
  window.history.replaceState(window.history.state, '', address);
}
