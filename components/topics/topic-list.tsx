'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import Link from 'next/link';
import { Fragment, useCallback, useState } from 'react';
import { bytesText } from '@/components/format/bytes';
import { useFormat } from '@/components/format/format-provider';
import { usePolled } from '@/components/live/use-polled';
import { MoreRows } from '@/components/sensors/more-rows';
import { SearchField } from '@/components/ui/search-field';
import type { TopicAnswer } from '@/contracts/topic-answer';
import type { TopicLine, TopicList as Topics } from '@/contracts/topic-wish';
import { TopicAttention } from './attention';
import { keepsText } from './keeps-text';
import { beginOrder, matchingTopics, sortedTopics, type TopicColumn, type TopicOrder } from './sorted-topics';
import { StateBadge, stateText } from './state-badge';
import { topicPath } from './topic-head';
import { TopicKpis } from './topic-kpis';
import { TopicSpark } from './topic-spark';
import { type Activity, useActivity } from './use-activity';

const ROWS_AT_ONCE = 200;
const LOOK_EVERY_MS = 5_000;

/** Every topic with its wish and what it is; each leads to its page. */
export function TopicList({
  initial,
  adopt,
}: {
  initial: Topics;
  adopt: (topic: string, why: string) => Promise<TopicAnswer>;
}) {
  const { answer: list, isAnswered } = usePolled('/api/v1/topics', initial, LOOK_EVERY_MS);
  const [typed, setTyped] = useState('');
  const [showsInternal, setShowsInternal] = useState(false);
  const [order, setOrder] = useState<TopicOrder>(beginOrder('name'));
  const [most, setMost] = useState(ROWS_AT_ONCE);
  const showMore = useCallback(() => setMost((before) => before + ROWS_AT_ONCE), []);
  const internal = list.topics.filter(({ isInternal }) => isInternal).length;
  const listed = list.topics.filter(({ isInternal }) => showsInternal || !isInternal);
  const found = sortedTopics(matchingTopics(listed, typed, stateText), order);
  const activity = useActivity(found);
  return (
    <div className="grid gap-3 desk:gap-4">
      <TopicKpis list={list} />
      <Away problem={list.problem} isAnswered={isAnswered} />
      <TopicAttention topics={list.topics} adopt={adopt} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5">
        <SearchField
          label="Search topics"
          value={typed}
          onChange={setTyped}
          placeholder="Name, comment, owner or state"
          className="max-desk:w-full desk:w-72"
        />
        <OrderChoice order={order} onOrder={setOrder} />
        {internal > 0 && (
          <label className="flex min-h-11 items-center gap-2 text-ink-2 desk:min-h-0">
            <input
              type="checkbox"
              checked={showsInternal}
              onChange={(event) => setShowsInternal(event.target.checked)}
              className="size-4 accent-ink"
            />
            Kafka’s own, {internal}
          </label>
        )}
        <p role="status" className="ml-auto text-[12px] text-ink-3">
          {typed === '' ? `${listed.length} topics` : `${found.length} of ${listed.length} topics`}
        </p>
      </div>
      <section className="panel overflow-hidden" aria-label="Topics">
        {found.length === 0 ? (
          <p className="px-6 py-10 text-center text-ink-2">
            {typed === '' ? 'No topic yet.' : `No topic holds “${typed}”.`}
          </p>
        ) : (
          <TopicTable topics={found.slice(0, most)} activity={activity} order={order} onOrder={setOrder} />
        )}
      </section>
      {found.length > most && <MoreRows left={found.length - most} onMore={showMore} />}
    </div>
  );
}

function Away({ problem, isAnswered }: { problem: string | undefined; isAnswered: boolean }) {
  if (problem === undefined && isAnswered) return null;
  return (
    <section className="panel border-warn/45 px-4 py-3" role="status">
      <b>{isAnswered ? 'Kafka doesn’t answer' : 'Hearth doesn’t answer'}</b>
      <p className="text-[12px] text-ink-2">
        {isAnswered
          ? `What the topics are is unknown for now; nothing is taken for missing. It is asked again every few seconds. (${problem})`
          : 'What was said last stays here. It is asked again every few seconds.'}
      </p>
    </section>
  );
}

/** On a phone there are no heads to press. */
function OrderChoice({ order, onOrder }: { order: TopicOrder; onOrder: (order: TopicOrder) => void }) {
  return (
    <select
      aria-label="Order"
      value={order.column}
      onChange={({ target }) => {
        const head = HEADS.find(([column]) => column === target.value);
        if (head !== undefined) onOrder(beginOrder(head[0]));
      }}
      className="h-11 rounded-lg border border-control bg-surface px-2.5 text-[13px] desk:hidden"
    >
      {HEADS.map(([column, label]) => (
        <option key={column} value={column}>
          {label}
        </option>
      ))}
    </select>
  );
}

const HEADS: readonly (readonly [column: TopicColumn, label: string, isNumber: boolean])[] = [
  ['name', 'Topic', false],
  ['keeps', 'Keeps', false],
  ['size', 'Size', true],
  ['growth', 'Growth', true],
  ['partitions', 'Partitions × copies', true],
  ['state', 'Settings', false],
];

function TopicTable({
  topics,
  activity,
  order,
  onOrder,
}: {
  topics: readonly TopicLine[];
  activity: Activity;
  order: TopicOrder;
  onOrder: (order: TopicOrder) => void;
}) {
  return (
    <table className="w-full text-left max-desk:block">
      <thead className="text-[12px] text-ink-2 max-desk:hidden">
        <tr>
          {HEADS.map(([column, label, isNumber]) => (
            <Fragment key={column}>
              {column === 'state' && (
                <th scope="col" className="px-4 font-medium max-desk:hidden">
                  Last 24 h
                </th>
              )}
              <ColumnHead
                label={label}
                isNumber={isNumber}
                order={order.column === column ? order : undefined}
                onPress={() =>
                  onOrder(
                    order.column === column
                      ? { column, isDescending: !order.isDescending }
                      : beginOrder(column),
                  )
                }
              />
            </Fragment>
          ))}
        </tr>
      </thead>
      <tbody className="max-desk:block">
        {topics.map((line) => (
          <TopicRow key={line.name} line={line} activity={activity[line.name]} />
        ))}
      </tbody>
    </table>
  );
}

function ColumnHead({
  label,
  isNumber,
  order,
  onPress,
}: {
  label: string;
  isNumber: boolean;
  order: TopicOrder | undefined;
  onPress: () => void;
}) {
  const Arrow = order?.isDescending ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      className={`px-4 font-medium ${isNumber ? 'text-right' : ''}`}
      aria-sort={order === undefined ? undefined : order.isDescending ? 'descending' : 'ascending'}
    >
      <button type="button" onClick={onPress} className="inline-flex h-9 items-center gap-1 hover:text-ink">
        {label}
        {order !== undefined && <Arrow size={14} strokeWidth={1.75} aria-hidden="true" />}
      </button>
    </th>
  );
}

const CELL = 'px-4 py-2.5 whitespace-nowrap max-desk:p-0';
const WIDE = `${CELL} text-right max-desk:hidden`;

function TopicRow({ line, activity }: { line: TopicLine; activity: readonly number[] | undefined }) {
  const format = useFormat();
  const { name, comment, isOwn, isInternal, bytes, bytesADay, partitions, replication, perSecond } = line;
  const says = comment || (isInternal ? 'Kafka’s own' : isOwn ? '' : 'Not made by Hearth');
  return (
    <tr className="relative border-t border-line hover:bg-hover max-desk:grid max-desk:grid-cols-[minmax(0,1fr)_auto] max-desk:gap-x-2.5 max-desk:gap-y-0.5 max-desk:px-4 max-desk:py-3 max-desk:first:border-t-0">
      <td className="max-w-0 px-4 py-2.5 max-desk:contents desk:w-[34%]">
        <Link
          href={topicPath(name)}
          prefetch={false}
          className="block truncate font-mono text-[13px] font-semibold after:absolute after:inset-0"
        >
          {name}
        </Link>
        <span className="block truncate text-[12px] text-ink-3 max-desk:hidden" dir="auto">
          {says}
        </span>
      </td>
      <td className={`${CELL} max-desk:order-3 max-desk:text-[12px] max-desk:text-ink-2`}>
        <span className="desk:hidden">keeps </span>
        {keepsText(line, format)}
      </td>
      <td className={`${CELL} text-right max-desk:order-4 max-desk:text-[12px] max-desk:text-ink-3`}>
        {bytes === null ? '–' : bytesText(bytes, format.number)}
      </td>
      <td className={WIDE}>
        {growthText(bytesADay, format.number)}
        {perSecond !== null && perSecond > 0 && (
          <span className="block text-[12px] text-ink-3">{format.number(perSecond, 1)} msg/s</span>
        )}
      </td>
      <td className={WIDE}>{partitions === null ? '–' : `${partitions} × ${replication}`}</td>
      <td className={`${WIDE} w-[150px]`}>
        <TopicSpark counts={activity} />
      </td>
      <td className={`${CELL} max-desk:order-2 max-desk:justify-self-end`}>
        <StateBadge line={line} />
      </td>
    </tr>
  );
}

function growthText(bytesADay: number | null, number: (value: number, decimals: number) => string): string {
  if (bytesADay === null) return '–';
  return bytesADay === 0 ? '0' : `${bytesText(bytesADay, number)}/day`;
}
