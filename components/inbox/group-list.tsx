'use client';

import { useFormat } from '@/components/format/format-provider';
import type { InboxGroup, InboxPage } from '@/contracts/inbox';
import { groupIcon, groupSize, groupTitle, rateText, sourcesIn } from './group-words';
import { Known } from './known-mark';
import { RawLogNote } from './raw-log-note';

/** The groups of what nobody explained, the last that came up first; one of them is shown. */
export function GroupList({
  page: { groups, total, unlisted, ahead, rawSince },
  search,
  shown,
  onChoose,
}: {
  page: InboxPage;
  search: string;
  shown: string | undefined;
  onChoose: (id: string) => void;
}) {
  const format = useFormat();
  const whole = (count: number) => format.number(count, 0);
  return (
    <section className="panel overflow-hidden" aria-label="What nobody explained">
      {groups.length === 0 && (
        <p className="px-4 py-5 text-ink-2">
          {search === '' ? 'Everything is understood.' : `Nothing that waits holds “${search}”.`}
        </p>
      )}
      <ul>
        {groups.map((group) => (
          <Row key={group.id} group={group} isShown={group.id === shown} onChoose={onChoose} />
        ))}
      </ul>
      <div className="grid gap-1 border-t border-line px-4 py-3 text-[12px] text-ink-2">
        {total > groups.length && (
          <p>And {whole(total - groups.length)} more that came up earlier: search for them.</p>
        )}
        {unlisted.messages > 0 && (
          <p>
            And about {whole(unlisted.topics)} more topics that are not listed, with{' '}
            {whole(unlisted.messages)} messages: there are too many of their kind.
          </p>
        )}
        {ahead.messages > 0 && (
          <p>
            {whole(ahead.messages)} messages on {whole(ahead.topics)} topics came ahead of what their devices
            have yet to tell of themselves; a Sparkplug node is asked for it.
          </p>
        )}
        <p>
          <RawLogNote rawSince={rawSince} />
        </p>
      </div>
    </section>
  );
}

function Row({
  group,
  isShown,
  onChoose,
}: {
  group: InboxGroup;
  isShown: boolean;
  onChoose: (id: string) => void;
}) {
  const format = useFormat();
  const Icon = groupIcon(group);
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        data-group={group.id}
        aria-pressed={isShown}
        onClick={() => onChoose(group.id)}
        className="relative flex w-full items-center gap-3 px-4 py-3 text-left hover:bg-hover desk:aria-pressed:bg-hover desk:aria-pressed:before:absolute desk:aria-pressed:before:inset-y-0 desk:aria-pressed:before:left-0 desk:aria-pressed:before:w-[3px] desk:aria-pressed:before:bg-ink"
      >
        <span className="grid size-[34px] shrink-0 place-items-center self-start rounded-lg bg-press text-ink-2">
          <Icon size={17} strokeWidth={1.75} aria-hidden="true" />
        </span>
        <span className="grid min-w-0 flex-1 gap-0.5">
          <span className="flex min-w-0 items-center gap-2">
            <b className="truncate">{groupTitle(group)}</b>
            {group.type === 'devices' && <Known />}
          </span>
          <span className="truncate font-mono text-[12px] text-ink-2">{group.pattern}</span>
        </span>
        <span className="grid justify-items-end gap-0.5 self-start text-[12px] whitespace-nowrap text-ink-2">
          <span className="pt-0.5">{groupSize(group, format)}</span>
          <span className="text-ink-3">{rateText(group, sourcesIn(group))}</span>
        </span>
      </button>
    </li>
  );
}
