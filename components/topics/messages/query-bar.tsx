'use client';

import { SlidersHorizontal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { SearchField } from '@/components/ui/search-field';
import { FROM_KINDS, filterProblem, type MessageQuery } from './message-query';

const SELECT =
  'h-11 rounded-lg border border-control bg-surface px-2.5 text-[14px] desk:h-[34px] desk:text-[13px]';
/** A longer list nobody scrolls through: a number is typed. */
const MOST_LISTED = 64;

/** Where looking begins and what is looked for. */
export function QueryBar({
  query,
  partitions,
  onChange,
  children,
}: {
  query: MessageQuery;
  partitions: number;
  onChange: (query: MessageQuery) => void;
  children: ReactNode;
}) {
  const isFiltered = query.key !== '' || query.header !== '' || query.pointer !== '';
  const [showsFilters, setShowsFilters] = useState(isFiltered);
  const change = (part: Partial<MessageQuery>) => onChange({ ...query, ...part });
  return (
    <div className="mb-3 grid gap-2.5">
      <div className="flex flex-wrap gap-2">
        <SearchField
          label="Search messages"
          value={query.text}
          onChange={(text) => change({ text })}
          placeholder="Text in the payload, key or MQTT topic"
          className="min-w-[200px] flex-1"
        />
        <PartitionChoice
          value={query.partition}
          partitions={partitions}
          onChange={(partition) => change({ partition })}
        />
        <select
          aria-label="Begin"
          className={SELECT}
          value={query.from}
          onChange={({ target }) =>
            change({ from: FROM_KINDS.find(({ value }) => value === target.value)?.value ?? 'newest' })
          }
        >
          {FROM_KINDS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Button
          aria-expanded={showsFilters}
          aria-label="More filters"
          onClick={() => setShowsFilters(!showsFilters)}
        >
          <SlidersHorizontal size={16} strokeWidth={1.75} aria-hidden="true" />
        </Button>
        {children}
      </div>
      <BeginFields query={query} change={change} />
      {showsFilters && <FilterFields query={query} change={change} />}
    </div>
  );
}

function PartitionChoice({
  value,
  partitions,
  onChange,
}: {
  value: string;
  partitions: number;
  onChange: (partition: string) => void;
}) {
  if (partitions > MOST_LISTED)
    return (
      <input
        aria-label="Partition"
        inputMode="numeric"
        placeholder="All partitions"
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={`${SELECT} w-36`}
      />
    );
  const known = Array.from({ length: partitions }, (_, index) => String(index));
  // What the address names is there before anybody has looked.
  const listed = value === '' || known.includes(value) ? known : [...known, value];
  return (
    <select
      aria-label="Partition"
      className={SELECT}
      value={value}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">All partitions</option>
      {listed.map((partition) => (
        <option key={partition} value={partition}>
          Partition {partition}
        </option>
      ))}
    </select>
  );
}

interface Part {
  readonly query: MessageQuery;
  readonly change: (part: Partial<MessageQuery>) => void;
}

function BeginFields({ query, change }: Part) {
  const { timeZone } = useFormat();
  if (query.from === 'offset')
    return (
      <div className="grid max-w-[420px] gap-3">
        <TextField
          label="Offset"
          inputMode="numeric"
          value={query.offset}
          hint={
            query.partition === ''
              ? 'In every partition; choose one above to begin at one message.'
              : undefined
          }
          onChange={({ target }) => change({ offset: target.value })}
        />
      </div>
    );
  if (query.from !== 'moment') return null;
  return (
    <div className="grid max-w-[420px] gap-3">
      <TextField
        label="Moment"
        type="datetime-local"
        step={1}
        value={query.moment}
        hint={`By the home’s clock, ${timeZone}`}
        onChange={({ target }) => change({ moment: target.value })}
      />
    </div>
  );
}

function FilterFields({ query, change }: Part) {
  return (
    <div className="grid gap-3 desk:grid-cols-3">
      <TextField
        label="Key holds"
        value={query.key}
        onChange={({ target }) => change({ key: target.value })}
      />
      <TextField
        label="Header"
        placeholder="name, or name=value"
        value={query.header}
        onChange={({ target }) => change({ header: target.value })}
      />
      <TextField
        label="Value in the JSON"
        placeholder="/a/b, or /a/b=21.5"
        value={query.pointer}
        problem={filterProblem(query)}
        onChange={({ target }) => change({ pointer: target.value })}
      />
    </div>
  );
}
