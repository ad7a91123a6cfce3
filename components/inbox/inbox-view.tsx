'use client';

import { EyeOff } from 'lucide-react';
import { type ComponentProps, type ReactNode, useEffect, useState } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
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
import { useGoingOn } from './use-going-on';
import { useInboxAddress } from './use-inbox-address';

const LOOK_EVERY_MS = 5_000;

/** What nobody has explained yet: its groups, and the one that is looked at. */
export function InboxView({
  initial,
  places,
  now,
  actions,
}: {
  /** What is found of what the address searches for. */
  initial: InboxPage;
  places: Places;
  now: number;
  actions: InboxActions;
}) {
  const address = useInboxAddress();
  const { search, ...field } = useSearch(address);
  const {
    answer: page,
    isAnswered,
    ask,
  } = usePolled(`/api/v1/inbox?search=${encodeURIComponent(search)}`, initial, LOOK_EVERY_MS);
  const going = useGoingOn(page.groups, address.group);
  const [timesDone, setTimesDone] = useState(0);
  const isOpened = address.group !== undefined;
  const shown = address.group ?? going.proposed;
  const goOn = (id: string, isWhole: boolean) => {
    going.goOn(id, isWhole);
    setTimesDone((before) => before + 1);
    address.close();
    ask();
  };
  return (
    <>
      <Head page={page} search={search} field={field} address={address} />
      <div className="grid gap-3 desk:gap-4">
        <SearchField {...field} className={`desk:hidden ${isOpened ? 'hidden' : ''}`} />
        {!isAnswered && (
          <p role="status" className="panel px-4 py-3 text-ink-2">
            Hearth doesn’t answer right now. What you see is from before; it is asked again.
          </p>
        )}
        {address.listsIgnored && (
          <IgnoredList count={page.ignored} takeBack={actions.ignoreNoMore} onChanged={ask} />
        )}
        <div className={isOpened ? 'max-desk:hidden' : ''}>
          <TaughtList
            taught={page.taught}
            takeBack={actions.takeBack}
            onChanged={() => {
              going.focusRow();
              ask();
            }}
          />
        </div>
        <ListAndPanel
          going={going}
          isOpened={isOpened}
          list={
            page.total === 0 && search === '' && !isOpened ? (
              <NothingWaits rawSince={page.rawSince} />
            ) : (
              <GroupList page={page} search={search} shown={shown} onChoose={address.open} />
            )
          }
          panel={
            shown !== undefined && (
              <GroupPanel
                key={`${shown} ${timesDone}`}
                ref={going.panel}
                id={shown}
                {...{ places, now, actions, rawSince: page.rawSince }}
                onTouched={() => address.keep(shown)}
                onDone={(isWhole) => goOn(shown, isWhole)}
                onBack={() => (going.isListSeen() ? going.focusRow(shown) : address.close())}
              />
            )
          }
        />
      </div>
    </>
  );
}

type Address = ReturnType<typeof useInboxAddress>;
type Field = Omit<ComponentProps<typeof SearchField>, 'className'>;

function Head({
  page,
  search,
  field,
  address: { listsIgnored, listIgnored },
}: {
  page: InboxPage;
  search: string;
  field: Field;
  address: Address;
}) {
  const format = useFormat();
  return (
    <PageHead title="Inbox" back={{ href: '/more', label: 'Back to more' }}>
      <span className="hidden text-ink-3 desk:inline">{summary(page.total, search, format)}</span>
      <span className="ml-auto flex items-center gap-2.5 max-desk:order-last max-desk:ml-2">
        <SearchField {...field} className="max-desk:hidden desk:w-[230px]" />
        {(page.ignored > 0 || listsIgnored) && (
          <Button aria-expanded={listsIgnored} onClick={() => listIgnored(!listsIgnored)}>
            <EyeOff size={16} strokeWidth={1.75} aria-hidden="true" />
            Ignored, {page.ignored}
          </Button>
        )}
      </span>
    </PageHead>
  );
}

/** Beside each other; where there is no room for that, the list until one of it is opened. */
function ListAndPanel({
  going,
  isOpened,
  list,
  panel,
}: {
  going: ReturnType<typeof useGoingOn>;
  isOpened: boolean;
  list: ReactNode;
  panel: ReactNode;
}) {
  return (
    <div
      className={
        panel
          ? 'grid gap-3 desk:grid-cols-[minmax(0,1fr)_minmax(0,500px)] desk:items-start desk:gap-4'
          : undefined
      }
    >
      <div {...going.list} tabIndex={-1} className={`outline-none ${isOpened ? 'max-desk:hidden' : ''}`}>
        {list}
      </div>
      {panel && <div className={isOpened ? '' : 'max-desk:hidden'}>{panel}</div>}
    </div>
  );
}

/** What is typed, and searched for a moment later; the address has it, too. */
function useSearch({ search: opened, setSearch, group }: Address): Field & { readonly search: string } {
  const [typed, setTyped] = useState(opened);
  const search = useCalm(typed.trim());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a group that is opened or closed is another address
  useEffect(() => setSearch(search), [search, group]);
  return {
    search,
    label: 'Search the inbox',
    placeholder: 'Topic or text',
    value: typed,
    onChange: setTyped,
    // Whoever leaves the field may be on the way to another page: an address that changed meanwhile would call them back.
    onLeave: () => setSearch(typed.trim()),
  };
}

function summary(total: number, search: string, { number }: Pick<Format, 'number'>): string {
  const whole = number(total, 0);
  if (search !== '') return total === 1 ? '1 found' : `${whole} found`;
  if (total === 0) return 'everything is understood';
  return total === 1
    ? '1 kind of messages nobody has explained yet'
    : `${whole} kinds of messages nobody has explained yet`;
}
