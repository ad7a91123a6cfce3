'use client';

import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { TextField } from '@/components/ui/field';
import type { MappingSummary } from '@/contracts/mapping-preview';

/** Every mapping that is in force, found by sensor, topic or quantity. */
export function MappingList({ mappings }: { mappings: readonly MappingSummary[] }) {
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = mappings.filter((mapping) => words.every((word) => textOf(mapping, format).includes(word)));
  return (
    <>
      <div className="mb-3 desk:mb-4 desk:w-72">
        <TextField
          label="Search mappings"
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="Sensor, topic or quantity"
        />
      </div>
      <section className="panel" aria-label="Mappings in force">
        {found.length === 0 && (
          <p className="px-6 py-10 text-center text-ink-2">
            {mappings.length === 0
              ? 'No mapping yet. Devices that Hearth knows by itself need none; for anything else, add one.'
              : `No mapping holds “${typed}”.`}
          </p>
        )}
        <ul>
          {found.map((mapping) => (
            <MappingRow key={mapping.id} mapping={mapping} />
          ))}
        </ul>
      </section>
    </>
  );
}

function MappingRow({ mapping: { id, sensors, topic, quantities, versions } }: { mapping: MappingSummary }) {
  const format = useFormat();
  return (
    <li className="relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 first:border-t-0 hover:bg-hover desk:grid-cols-[minmax(0,220px)_minmax(0,1fr)_minmax(0,240px)_90px_16px]">
      <Link href={`/mappings/${id}`} className="truncate font-[550] after:absolute after:inset-0" dir="auto">
        {sensors.map(({ name }) => name).join(', ')}
      </Link>
      <span className="order-3 col-span-2 font-mono text-[12px] break-all text-ink-2 desk:order-none desk:col-span-1">
        {topic}
      </span>
      <span className="order-4 col-span-2 truncate text-[12.5px] text-ink-2 desk:order-none desk:col-span-1">
        {quantities.length === 0 ? 'Whether it is there' : quantities.map(format.label).join(', ')}
      </span>
      <span className="text-[12px] text-ink-3">version {versions}</span>
      <ChevronRight
        size={16}
        strokeWidth={1.75}
        aria-hidden="true"
        className="hidden text-ink-3 desk:block"
      />
    </li>
  );
}

function textOf({ name, sensors, topic, quantities }: MappingSummary, format: Format): string {
  const labels = quantities.map(format.label);
  const whose = sensors.flatMap((sensor) => [sensor.name, sensor.id]);
  return [name, ...whose, topic, ...labels].join(' ').toLowerCase();
}
