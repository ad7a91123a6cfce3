'use client';

import { ChevronRight, TriangleAlert } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { ageText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { Badge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Moment } from '@/components/ui/moment';
import { Segments } from '@/components/ui/segments';
import { foundMappings, type ListedMapping, type MappingOrder } from './listed-mappings';

const ORDERS = [
  { id: 'name', label: 'Name' },
  { id: 'heard', label: 'Last heard' },
] as const;

/** Every mapping that is in force, found by name, sensor, topic or quantity. */
export function MappingList({ mappings, now }: { mappings: readonly ListedMapping[]; now: number }) {
  const { label } = useFormat();
  const [typed, setTyped] = useState('');
  const [order, setOrder] = useState<MappingOrder>('name');
  const found = foundMappings(mappings, { typed, order, label });
  if (mappings.length === 0) return <NoMappings />;
  return (
    <>
      <div className="mb-3 flex flex-wrap items-end gap-3 desk:mb-4">
        <div className="w-72 max-desk:w-full">
          <TextField
            label="Search mappings"
            type="search"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder="Name, sensor, topic or quantity"
          />
        </div>
        <Segments label="Order" segments={ORDERS} chosen={order} onChoose={setOrder} />
      </div>
      <section className="panel" aria-label="Mappings in force">
        {found.length === 0 && (
          <p className="px-6 py-10 text-center text-ink-2">No mapping holds “{typed}”.</p>
        )}
        <ul>
          {found.map((mapping) => (
            <MappingRow key={mapping.id} mapping={mapping} now={now} />
          ))}
        </ul>
      </section>
    </>
  );
}

function NoMappings() {
  return (
    <section className="panel grid justify-items-center gap-3 px-6 py-10 text-center">
      <p className="max-w-[52ch] text-ink-2">
        No mapping yet. Devices that Hearth knows by itself need none; for anything else, add one.
      </p>
      <ButtonLink href="/mappings/new">Add a mapping</ButtonLink>
    </section>
  );
}

const MOST_NAMED = 3;

function MappingRow({
  mapping: { id, name, sensors, topic, quantities, versions, heardAt, problem },
  now,
}: {
  mapping: ListedMapping;
  now: number;
}) {
  const format = useFormat();
  const more = sensors.length - MOST_NAMED;
  const whose = sensors.slice(0, MOST_NAMED).map((sensor) => sensor.name);
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 first:border-t-0 hover:bg-hover desk:grid-cols-[minmax(0,260px)_minmax(0,1fr)_minmax(0,200px)_96px_32px_16px]">
      <Link href={`/mappings/${id}`} className="min-w-0 after:absolute after:inset-0">
        <span className="block truncate font-[550]" dir="auto">
          {name}
        </span>
        <span className="block truncate text-[12.5px] text-ink-2" dir="auto">
          {more > 0 ? `${whose.join(', ')} and ${more} more` : whose.join(', ')}
        </span>
        {problem !== null && (
          <Badge kind="crit" icon={<TriangleAlert size={14} strokeWidth={1.75} aria-hidden="true" />}>
            can’t be read
          </Badge>
        )}
      </Link>
      <span className="order-3 col-span-2 font-mono text-[12px] break-all text-ink-2 desk:order-none desk:col-span-1">
        {topic}
      </span>
      <span className="order-4 col-span-2 truncate text-[12.5px] text-ink-2 desk:order-none desk:col-span-1">
        {quantities.length === 0 ? 'Whether it is there' : quantities.map(format.label).join(', ')}
      </span>
      <span className="order-5 text-[12.5px] text-ink-3 desk:order-none">
        {heardAt === undefined ? (
          'never heard'
        ) : (
          <Moment at={heardAt}>{ageText(Math.max(0, now - heardAt))}</Moment>
        )}
      </span>
      <span className="text-[12px] text-ink-3">v{versions}</span>
      <ChevronRight
        size={16}
        strokeWidth={1.75}
        aria-hidden="true"
        className="hidden text-ink-3 desk:block"
      />
    </li>
  );
}
