'use client';

import { BatteryWarning, CircleSlash, Unplug } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { roughText } from '@/components/format/duration';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import type { Attention } from '@/components/sensors/attention';

const ICONS = { offline: Unplug, silent: CircleSlash, battery: BatteryWarning } as const;
const TONES: Readonly<Record<Attention['trouble'], string>> = {
  offline: 'text-stale-text',
  silent: 'text-stale-text',
  battery: 'text-warn-text',
};
const MOST_SHOWN = 5;

/** The sensors that want to be looked at; a word when there are none. */
export function AttentionPanel({
  items,
  sensors,
  now,
}: {
  items: readonly Attention[];
  /** How many there are. */
  sensors: number;
  now: number;
}) {
  const format = useFormat();
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, MOST_SHOWN);
  return (
    <section className="panel" id="attention" aria-label="Needs attention">
      <div className="flex items-baseline gap-2 px-4 pt-[13px] pb-[11px]">
        <h2>Needs attention</h2>
        <span className="text-[12px] text-ink-3">
          {items.length === 0 ? 'nothing now' : `${items.length} of ${sensors} sensors`}
        </span>
      </div>
      <ul>
        {shown.map((item) => (
          <AttentionRow key={item.sensor.id} item={item} now={now} format={format} />
        ))}
      </ul>
      {items.length > shown.length && (
        <button
          type="button"
          onClick={() => setIsWhole(true)}
          className="min-h-11 w-full border-t border-line px-4 text-left text-[12.5px] text-ink-2 hover:bg-hover"
        >
          Show {items.length - shown.length} more
        </button>
      )}
    </section>
  );
}

function AttentionRow({
  item: { sensor, trouble, since, battery },
  now,
  format,
}: {
  item: Attention;
  now: number;
  format: Format;
}) {
  const Icon = ICONS[trouble];
  return (
    <li className="relative grid grid-cols-[20px_minmax(0,1fr)_auto] items-start gap-2.5 border-t border-line px-4 py-[11px] hover:bg-hover">
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" className={`mt-0.5 ${TONES[trouble]}`} />
      <div className="min-w-0">
        <Link
          href={`/sensors/${encodeURIComponent(sensor.id)}`}
          className="block truncate font-semibold after:absolute after:inset-0"
          dir="auto"
        >
          {sensor.name} {WORDS[trouble]}
        </Link>
        <p className="text-[12.5px] text-ink-2">{inWords({ trouble, since, battery }, now, format)}</p>
      </div>
      <span aria-hidden="true" className="pt-0.5 text-[12.5px] font-medium text-ink-2">
        Look
      </span>
    </li>
  );
}

const WORDS: Readonly<Record<Attention['trouble'], string>> = {
  offline: 'is offline',
  silent: 'is silent',
  battery: 'has a low battery',
};

function inWords(
  { trouble, since, battery }: Pick<Attention, 'trouble' | 'since' | 'battery'>,
  now: number,
  format: Format,
): string {
  const level = battery === undefined ? undefined : `battery ${format.number(battery, 0)} %`;
  if (since === undefined) return level ?? '';
  const said =
    trouble === 'offline'
      ? `Said goodbye ${format.moment(since, now)}`
      : `Last heard ${roughText(Math.max(0, now - since))} ago`;
  return level === undefined ? said : `${said}, ${level}`;
}
