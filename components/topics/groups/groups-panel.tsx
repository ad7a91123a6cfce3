'use client';

import { useState } from 'react';
import { durationText } from '@/components/format/duration';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import type { GroupFacts, GroupPosition, TopicReaders } from '@/contracts/topic-groups';
import type { ResetActions } from './reset-actions';
import { ResetPanel } from './reset-panel';

const STATES = {
  working: ['ok', 'working'],
  idle: ['stale', 'idle'],
  rebalancing: ['warn', 'finding itself'],
  other: ['stale', 'state unknown'],
} as const;

/** The groups that read a topic: who works in them, and how far behind they are. */
export function GroupsPanel({
  topic,
  readers: { groups },
  actions,
  onChange,
}: {
  topic: string;
  readers: TopicReaders;
  actions: ResetActions;
  onChange: () => void;
}) {
  return (
    <section className="panel" aria-label="Groups">
      <h2 className="px-4 pt-[13px] pb-2.5">Groups that read it</h2>
      {groups.length === 0 && <p className="px-4 pb-4 text-ink-2">Nobody reads this topic with a group.</p>}
      <ul>
        {groups.map((group) => (
          <GroupItem key={group.group} topic={topic} facts={group} actions={actions} onChange={onChange} />
        ))}
      </ul>
    </section>
  );
}

function GroupItem({
  topic,
  facts,
  actions,
  onChange,
}: {
  topic: string;
  facts: GroupFacts;
  actions: ResetActions;
  onChange: () => void;
}) {
  const format = useFormat();
  const [isResetting, setIsResetting] = useState(false);
  const { group, state, isOwn, members, positions } = facts;
  const [kind, text] = STATES[state];
  const lost = positions.reduce((sum, one) => sum + one.lost, 0);
  return (
    <li className="border-t border-line px-4 py-3" aria-label={group}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <b className="font-mono text-[13px] break-all">{group}</b>
        <Badge kind={kind}>{text}</Badge>
        {isOwn && <span className="text-[12px] text-ink-3">Hearth’s own</span>}
        <span className="text-ink-2">{lagText(positions, format)}</span>
        <Button className="ml-auto" aria-expanded={isResetting} onClick={() => setIsResetting(!isResetting)}>
          Reset…
        </Button>
      </div>
      {lost > 0 && (
        <p className="mt-1 text-crit-text">
          {format.number(lost, 0)} messages were deleted before it read them.
        </p>
      )}
      <details className="mt-1 text-[12.5px] text-ink-2">
        <summary className="cursor-pointer">
          {memberWords(members.length)}, {positions.length}{' '}
          {positions.length === 1 ? 'partition' : 'partitions'}
        </summary>
        <Members members={members} />
        <Positions positions={positions} />
      </details>
      {isResetting && (
        <ResetPanel
          topic={topic}
          facts={facts}
          actions={actions}
          onDone={() => {
            onChange();
          }}
        />
      )}
    </li>
  );
}

function memberWords(count: number): string {
  if (count === 0) return 'nobody works';
  return count === 1 ? 'one member' : `${count} members`;
}

/** "12,345 messages behind, the oldest 3 min". */
function lagText(positions: readonly GroupPosition[], format: Format): string {
  if (positions.length === 0) return 'has read nothing yet';
  const lag = positions.reduce((sum, one) => sum + one.lag, 0);
  if (lag === 0) return 'has read everything';
  const known = positions.flatMap(({ lagMs }) => lagMs ?? []);
  const oldest = Math.max(0, ...known);
  const age = oldest === 0 ? '' : `, ${durationText(oldest)}`;
  return `${format.number(lag, 0)} ${lag === 1 ? 'message' : 'messages'} behind${age}`;
}

function Members({ members }: { members: GroupFacts['members'] }) {
  return (
    <ul className="grid gap-0.5 py-1.5">
      {members.map(({ clientId, host, partitions }) => (
        <li key={`${clientId} ${host} ${partitions.join()}`} className="break-all">
          <b>{clientId}</b> on {host}
          {partitions.length > 0 && `, partitions ${partitions.join(', ')}`}
        </li>
      ))}
    </ul>
  );
}

function Positions({ positions }: { positions: readonly GroupPosition[] }) {
  const format = useFormat();
  if (positions.length === 0) return null;
  return (
    <table className="my-1 text-left text-[12.5px] [&_td]:pr-6 [&_td]:text-right [&_th]:pr-6 [&_th]:text-right [&_th]:font-medium">
      <thead>
        <tr>
          <th scope="col">Partition</th>
          <th scope="col">Next offset</th>
          <th scope="col">Behind</th>
          <th scope="col">In time</th>
        </tr>
      </thead>
      <tbody>
        {positions.map(({ partition, offset, lag, lagMs }) => (
          <tr key={partition}>
            <td>{partition}</td>
            <td>{format.number(offset, 0)}</td>
            <td>{format.number(lag, 0)}</td>
            <td>{lagMs === null ? '–' : lagMs === 0 ? '0' : durationText(lagMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
