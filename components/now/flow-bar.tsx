'use client';

import { BatteryMedium, CircleDashed, type LucideIcon, Sun, UtilityPole } from 'lucide-react';
import type { ReactNode } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { SensorIcon } from '@/components/sensors/sensor-icon';
import type { HouseFlows } from './house-now';

interface Segment {
  readonly key: string;
  readonly name: string;
  readonly watts: number;
  readonly icon: ReactNode;
  /** Of what comes in: a series colour. */
  readonly colour?: string;
}

const MOST_DEVICES = 4;
/** A segment narrower than this share shows its icon alone; the list below has the words. */
const ROOM_FOR_WORDS = 0.16;
const ROOM_FOR_VALUE = 0.085;
const ROOM_FOR_ICON = 0.03;

/** What comes in and what it goes to, right now; the two are the same. */
export function FlowBar({ flows }: { flows: HouseFlows }) {
  const { load, grid } = flows;
  if (load === null || grid === null) return null;
  const into = sourcesOf(flows);
  const out = sinksOf(flows);
  return (
    <section className="panel grid gap-2.5 px-4 pt-3.5 pb-4 desk:px-5" aria-label="Where it flows">
      <div className="flex items-baseline gap-2">
        <h2>Where it flows</h2>
        <span className="text-[12px] text-ink-3">right now</span>
      </div>
      <Row label="In" segments={into} />
      <Row label="Out" segments={out} />
    </section>
  );
}

function Row({ label, segments }: { label: string; segments: readonly Segment[] }) {
  const format = useFormat();
  const total = segments.reduce((sum, { watts }) => sum + watts, 0);
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-3 gap-y-1.5 desk:grid-cols-[44px_minmax(0,1fr)_76px]">
      <span className="text-[12px] text-ink-2">{label}</span>
      <div
        className="dims order-3 col-span-2 flex h-[30px] gap-0.5 desk:order-none desk:col-span-1 desk:h-[34px]"
        aria-hidden="true"
      >
        {segments.map((segment, index) => (
          <Bar
            key={segment.key}
            segment={segment}
            share={total === 0 ? 1 : segment.watts / total}
            isEven={index % 2 === 0}
          />
        ))}
      </div>
      <b className="dims text-right whitespace-nowrap">{format.withUnit(total, 'power')}</b>
      <dl className="dims order-4 col-span-2 flex flex-wrap gap-x-3.5 gap-y-1 text-[12.5px] text-ink-2 desk:sr-only">
        {segments.map(({ key, name, watts }) => (
          <div key={key} className="flex max-w-full gap-1">
            <dt className="truncate" dir="auto">
              {name}
            </dt>
            <dd className="font-semibold whitespace-nowrap text-ink">{format.withUnit(watts, 'power')}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Bar({ segment, share, isEven }: { segment: Segment; share: number; isEven: boolean }) {
  const format = useFormat();
  const { name, watts, icon, colour } = segment;
  const hasWords = share >= ROOM_FOR_WORDS;
  const tone =
    colour === undefined
      ? `text-ink ${isEven ? 'bg-[color-mix(in_srgb,var(--series-rest)_34%,var(--color-surface))]' : 'bg-[color-mix(in_srgb,var(--series-rest)_20%,var(--color-surface))]'}`
      : 'text-white';
  return (
    <div
      className={`own-colour flex min-w-0 items-center gap-2 overflow-hidden rounded-[4px] text-[12.5px] font-semibold whitespace-nowrap ${hasWords ? 'px-2 desk:px-2.5' : 'justify-center'} ${tone}`}
      style={{
        flex: `${share} 1 0`,
        ...(colour && { background: `color-mix(in srgb, var(--series-${colour}) 86%, #000)` }),
      }}
      title={`${name}: ${format.withUnit(watts, 'power')}`}
    >
      {share >= ROOM_FOR_ICON && <span className="shrink-0">{icon}</span>}
      {hasWords && <span className="truncate">{name}</span>}
      {share >= ROOM_FOR_VALUE && (
        <span className={`font-[450] ${hasWords ? 'ml-auto' : 'hidden desk:inline'}`}>
          {format.withUnit(watts, 'power')}
        </span>
      )}
    </div>
  );
}

function sourcesOf({ solar, battery, grid }: HouseFlows): readonly Segment[] {
  return [
    source('solar', 'Solar', solar, Sun),
    source('battery', 'Battery', battery, BatteryMedium),
    source('grid', 'Grid', grid, UtilityPole),
  ].filter(({ watts }) => watts > 0);
}

function source(colour: string, name: string, watts: number | null, Icon: LucideIcon): Segment {
  return { key: colour, name, watts: Math.max(0, watts ?? 0), icon: <Icon {...ICON} />, colour };
}

/** The largest devices, what nobody tracks, and what leaves the house. */
function sinksOf({ load, grid, battery, draws }: HouseFlows): readonly Segment[] {
  const named = draws.slice(0, MOST_DEVICES).map(({ sensor, watts }) => ({
    key: sensor.id,
    name: sensor.name,
    watts,
    icon: <SensorIcon sensor={sensor} />,
  }));
  const tracked = draws.reduce((sum, { watts }) => sum + watts, 0);
  const others = draws.slice(MOST_DEVICES).reduce((sum, { watts }) => sum + watts, 0);
  const rest = Math.max(0, (load ?? 0) - tracked);
  const dashed = <CircleDashed {...ICON} />;
  return [
    ...named,
    { key: '+others', name: 'Others', watts: others, icon: dashed },
    { key: '+rest', name: 'Not tracked', watts: rest, icon: dashed },
    {
      key: '+battery',
      name: 'To battery',
      watts: Math.max(0, -(battery ?? 0)),
      icon: <BatteryMedium {...ICON} />,
    },
    { key: '+grid', name: 'To the grid', watts: Math.max(0, -(grid ?? 0)), icon: <UtilityPole {...ICON} /> },
  ].filter(({ watts }) => watts >= 1);
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;
