'use client';

import { Braces, Check, Cpu, Database, Layers, type LucideIcon, Monitor, RadioTower } from 'lucide-react';
import { durationText } from '@/components/format/duration';
import { type Hop, tookInAll } from './hops';

const ICONS: Readonly<Record<Hop['id'], LucideIcon>> = {
  measured: Cpu,
  received: RadioTower,
  stored: Layers,
  acknowledged: Check,
  decoded: Braces,
  history: Database,
  shown: Monitor,
};

/** A reading's way here, step by step; a step whose moment isn't recorded shows none. */
export function HopList({ hops }: { hops: readonly Hop[] }) {
  const inAll = tookInAll(hops);
  return (
    <section aria-label="Its way here">
      <div className="flex items-baseline gap-2.5">
        <h3 className="text-[13px] font-semibold">Its way here</h3>
        {inAll !== null && (
          <span className="ml-auto text-[12px] text-ink-2">
            {durationText(inAll / 1_000)} until it was decoded
          </span>
        )}
      </div>
      {inAll !== null && <LatencyBar hops={hops} inAll={inAll} />}
      <ol className="mt-3">
        {hops.map((hop, index) => (
          <HopStep key={hop.id} hop={hop} isLast={index === hops.length - 1} />
        ))}
      </ol>
      <p className="mt-1 text-[12px] text-ink-3">A step without a time has none on record.</p>
    </section>
  );
}

const SEGMENTS: Readonly<Partial<Record<Hop['id'], string>>> = {
  received: 'bg-line-2',
  decoded: 'bg-ink-2',
};

/** How its time is shared out among the steps that have one. */
function LatencyBar({ hops, inAll }: { hops: readonly Hop[]; inAll: number }) {
  const timed = hops.filter(({ id, tookUs }) => SEGMENTS[id] !== undefined && tookUs !== null && tookUs > 0);
  return (
    <div aria-hidden="true" className="mt-2 flex h-2 gap-0.5 overflow-hidden rounded">
      {timed.map(({ id, tookUs }) => (
        <span
          key={id}
          className={`own-colour min-w-1 ${SEGMENTS[id]}`}
          style={{ flexGrow: (tookUs ?? 0) / Math.max(1, inAll) }}
        />
      ))}
    </div>
  );
}

function HopStep({ hop: { id, title, code, lines, tookUs }, isLast }: { hop: Hop; isLast: boolean }) {
  const Icon = ICONS[id];
  const isKafka = id === 'stored';
  return (
    <li className="relative grid grid-cols-[22px_1fr_auto] gap-x-2.5 pb-3.5">
      {!isLast && <span aria-hidden="true" className="absolute top-6 bottom-0 left-[10px] w-0.5 bg-line-2" />}
      <span
        aria-hidden="true"
        className={`grid size-[22px] place-items-center rounded-full border ${isKafka ? 'border-ember bg-ember-wash text-ember-text' : 'border-line-2 bg-surface text-ink-2'}`}
      >
        <Icon size={12} strokeWidth={1.75} />
      </span>
      <div className="min-w-0">
        <p className="font-semibold break-words">{title}</p>
        {code !== undefined && <p className="font-mono text-[12px] break-all text-ink-2">{code}</p>}
        {lines.map((line) => (
          <p key={line} className="text-[12.5px] break-words text-ink-2">
            {line}
          </p>
        ))}
      </div>
      {tookUs !== null && (
        <span className="font-mono text-[12px] whitespace-nowrap text-ink-2">
          {id === 'measured' ? '' : '+'}
          {durationText(tookUs / 1_000)}
        </span>
      )}
    </li>
  );
}
