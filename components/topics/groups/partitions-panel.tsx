'use client';

import { TriangleAlert } from 'lucide-react';
import { useCallback, useState } from 'react';
import { bytesText } from '@/components/format/bytes';
import { useFormat } from '@/components/format/format-provider';
import { MoreRows } from '@/components/sensors/more-rows';
import { Badge } from '@/components/ui/badge';
import type { PartitionFacts, TopicReaders } from '@/contracts/topic-groups';

const ROWS_AT_ONCE = 100;

/** Where each partition is, what it holds, and whether all its copies have it. */
export function PartitionsPanel({ readers: { partitions, brokers } }: { readers: TopicReaders }) {
  const format = useFormat();
  const [most, setMost] = useState(ROWS_AT_ONCE);
  const showMore = useCallback(() => setMost((before) => before + ROWS_AT_ONCE), []);
  const held = partitions.reduce((sum, { start, end }) => sum + end - start, 0);
  const bytes = partitions.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
  return (
    <section className="panel" aria-label="Partitions">
      <div className="flex flex-wrap items-baseline gap-x-3 px-4 pt-[13px] pb-2.5">
        <h2>Partitions</h2>
        <span className="text-[12px] text-ink-2">
          {format.number(partitions.length, 0)} {partitions.length === 1 ? 'partition' : 'partitions'},{' '}
          {format.number(held, 0)} messages, {bytesText(bytes, format.number)}
        </span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys */}
      <div className="overflow-x-auto" tabIndex={0}>
        <table className="w-full text-left text-[13px] [&_td]:border-t [&_td]:border-line [&_td]:px-4 [&_td]:py-2 [&_td]:whitespace-nowrap [&_th]:px-4 [&_th]:pb-2 [&_th]:text-[12px] [&_th]:font-medium [&_th]:whitespace-nowrap [&_th]:text-ink-2">
          <thead>
            <tr>
              <th scope="col">Partition</th>
              <th scope="col" className="text-right">
                Messages
              </th>
              <th scope="col" className="text-right">
                First offset
              </th>
              <th scope="col" className="text-right">
                End
              </th>
              <th scope="col" className="text-right">
                Size
              </th>
              <th scope="col">Oldest</th>
              <th scope="col">Newest</th>
              <th scope="col">Leader</th>
              <th scope="col">Copies</th>
            </tr>
          </thead>
          <tbody>
            {partitions.slice(0, most).map((partition) => (
              <PartitionRow key={partition.partition} facts={partition} brokers={brokers} />
            ))}
          </tbody>
        </table>
      </div>
      {partitions.length > most && <MoreRows left={partitions.length - most} onMore={showMore} />}
    </section>
  );
}

function PartitionRow({ facts, brokers }: { facts: PartitionFacts; brokers: TopicReaders['brokers'] }) {
  const format = useFormat();
  const { partition, leader, replicas, inSync, start, end, bytes, oldest, newest } = facts;
  const address = brokers.find(({ node }) => node === leader)?.address;
  const moment = (at: number | null) =>
    at === null ? '–' : `${format.time(at, 'day')} ${format.time(at, 'second')}`;
  return (
    <tr>
      <td className="font-mono">{partition}</td>
      <td className="text-right">{format.number(end - start, 0)}</td>
      <td className="text-right">{format.number(start, 0)}</td>
      <td className="text-right">{format.number(end, 0)}</td>
      <td className="text-right">{bytes === null ? '–' : bytesText(bytes, format.number)}</td>
      <td>{moment(oldest)}</td>
      <td>{moment(newest)}</td>
      <td>
        {leader === null ? (
          <Badge kind="crit" icon={<TriangleAlert size={14} strokeWidth={1.75} aria-hidden="true" />}>
            no leader
          </Badge>
        ) : (
          <>
            {leader} <span className="text-ink-3">{address}</span>
          </>
        )}
      </td>
      <td>
        {inSync.length < replicas.length ? (
          <Badge kind="warn" icon={<TriangleAlert size={14} strokeWidth={1.75} aria-hidden="true" />}>
            {inSync.length} of {replicas.length} in sync
          </Badge>
        ) : (
          `${replicas.join(', ')}, in sync`
        )}
      </td>
    </tr>
  );
}
