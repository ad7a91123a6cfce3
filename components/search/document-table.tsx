'use client';

import Link from 'next/link';
import { useFormat } from '@/components/format/format-provider';
import { Moment } from '@/components/ui/moment';
import type { FoundDocument } from '@/contracts/search';

const AROUND_MS = 1_800_000;

/** Documents, newest first; each leads to its moment on its sensor's page. */
export function DocumentTable({ documents }: { documents: readonly FoundDocument[] }) {
  return (
    <table className="w-full text-[13px]">
      <thead className="text-[12px] text-ink-3 max-desk:sr-only">
        <tr>
          {['When', 'Sensor', 'Room', 'Quantity'].map((head) => (
            <th key={head} className="px-4 py-2 text-left font-normal">
              {head}
            </th>
          ))}
          <th className="px-4 py-2 text-right font-normal">Value</th>
        </tr>
      </thead>
      <tbody>
        {documents.map((document) => (
          <Row key={document.id} document={document} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ document }: { document: FoundDocument }) {
  const format = useFormat();
  const { at, sensorId, sensor, room, quantity, channel, value, unit, quality } = document;
  const around = `${at - AROUND_MS}-${at + AROUND_MS}`;
  const isImplausible = quality === 'implausible';
  return (
    <tr className="border-t border-line max-desk:grid max-desk:grid-cols-[minmax(0,1fr)_auto] max-desk:gap-x-3 max-desk:px-4 max-desk:py-2.5">
      <td className="whitespace-nowrap text-ink-2 max-desk:order-3 max-desk:text-[12px] desk:px-4 desk:py-2">
        <Moment at={at}>
          {format.time(at, 'day')} {format.time(at, 'millisecond')}
        </Moment>
      </td>
      <td className="min-w-0 max-desk:order-1 desk:px-4 desk:py-2">
        <Link
          href={`/sensors/${encodeURIComponent(sensorId)}?range=${around}`}
          prefetch={false}
          className="inline-flex min-h-11 items-center font-medium underline-offset-2 hover:underline desk:min-h-0"
          dir="auto"
        >
          {sensor}
        </Link>
      </td>
      <td className="text-ink-2 max-desk:hidden desk:px-4 desk:py-2" dir="auto">
        {room}
      </td>
      <td className="text-ink-2 max-desk:order-4 max-desk:text-right max-desk:text-[12px] desk:px-4 desk:py-2">
        {format.label(quantity)}
        {channel !== null && <span className="text-ink-3"> {channel}</span>}
      </td>
      <td className="text-right font-medium whitespace-nowrap max-desk:order-2 max-desk:self-center desk:px-4 desk:py-2">
        {isImplausible && (
          <span className="mr-1.5 text-[12px] font-normal text-crit-text">✕ implausible</span>
        )}
        {format.withUnit(value, quantity, unit)}
      </td>
    </tr>
  );
}
