'use client';

import { BatteryMedium, Pause, Play, Sun, UtilityPole } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState } from 'react';
import { useOnScreen } from '@/components/charts/use-on-screen';
import { useWidth } from '@/components/charts/use-width';
import { useFormat } from '@/components/format/format-provider';
import { useShown } from '@/components/format/use-shown';
import { RANGES, type RangeId } from '@/components/sensor/ranges';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { LiveDot } from '@/components/ui/live-dot';
import { Segments } from '@/components/ui/segments';
import { Still } from '@/components/ui/still';
import { Value } from '@/components/ui/value';
import type { HouseFlows } from './house-now';
import { gapsIn, rowsBetween, type ShownHouse } from './house-store';
import { houseInWords } from './house-words';

/** The chart library is fetched when the page stands: all else works without it. */
const HouseChart = dynamic(() => import('@/components/charts/charts').then((file) => file.HouseChart), {
  ssr: false,
  loading: () => <div className="skeleton h-full w-full" />,
});

const HEIGHT_PX = { narrow: 200, wide: 232 } as const;
const NARROW_PX = 500;
const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** What the whole house takes: the number of the page, and its chart. */
export function HouseHero({
  flows,
  shown: current,
  failure,
  rangeId,
  onRange,
  knownUntil,
}: {
  flows: HouseFlows;
  shown: ShownHouse;
  failure: string | undefined;
  rangeId: RangeId;
  onRange: (id: RangeId) => void;
  knownUntil: number;
}) {
  const [held, setHeld] = useState<{ readonly shown: ShownHouse; readonly until: number }>();
  const paused = held?.shown.range.id === rangeId ? held : undefined;
  const toggle = () => setHeld(paused === undefined ? { shown: current, until: knownUntil } : undefined);
  const isLive = flows.load !== null && paused === undefined;
  return (
    <section className="panel px-4 pt-3.5 pb-2 desk:px-5 desk:pt-[18px] desk:pb-2.5" aria-label="Whole house">
      <div className="flex flex-wrap items-start gap-x-[22px]">
        <HouseValue flows={flows} isLive={isLive} />
        <Sources flows={flows} />
        <div className="ml-auto hidden items-center gap-2.5 desk:flex">
          {paused !== undefined && <Button onClick={toggle}>paused, back to live</Button>}
          <Segments label="Range" segments={RANGES} chosen={rangeId} onChoose={onRange} />
          <PauseButton isPaused={paused !== undefined} onToggle={toggle} />
        </div>
      </div>
      <HousePicture
        shown={paused?.shown ?? current}
        until={paused?.until ?? knownUntil}
        isFresh={isLive}
        isLoading={current.range.id !== rangeId}
      />
      {failure !== undefined && (
        <p role="status" className="pb-2 text-[12px] text-ink-2">
          The chart waits: {failure} It is tried again by itself.
        </p>
      )}
      <div className="flex gap-2.5 pt-1 pb-1.5 desk:hidden">
        <Segments label="Range" segments={RANGES} chosen={rangeId} onChoose={onRange} className="flex-1" />
        <PauseButton isPaused={paused !== undefined} onToggle={toggle} />
      </div>
    </section>
  );
}

function HouseValue({ flows, isLive }: { flows: HouseFlows; isLive: boolean }) {
  const { text, unit } = useShown(flows.load, 'power');
  return (
    <div>
      <h2 className="flex h-[22px] items-center gap-2 font-medium text-ink-2">
        Whole house
        {isLive && (
          <Badge kind="ember" icon={<LiveDot small />}>
            live
          </Badge>
        )}
      </h2>
      <p className="dims min-w-[5ch]" data-testid="house-power">
        <Value size="3xl" text={text} unit={unit} faded={flows.load === null} />
      </p>
    </div>
  );
}

/** Where it comes from, beside the number where there is room. */
function Sources({ flows: { solar, battery, grid } }: { flows: HouseFlows }) {
  return (
    <dl className="dims hidden gap-5 pt-[31px] desk:flex">
      {solar !== null && (
        <Source label="Solar" colour="solar" icon={<Sun size={14} {...SMALL} />} watts={solar} />
      )}
      {battery !== null && (
        <Source
          label={battery < 0 ? 'To battery' : 'Battery'}
          colour="battery"
          icon={<BatteryMedium size={14} {...SMALL} />}
          watts={Math.abs(battery)}
        />
      )}
      {grid !== null && (
        <Source
          label={grid < 0 ? 'To the grid' : 'Grid in'}
          colour="grid"
          icon={<UtilityPole size={14} {...SMALL} />}
          watts={Math.abs(grid)}
        />
      )}
    </dl>
  );
}

const SMALL = { strokeWidth: 1.75, 'aria-hidden': true } as const;

function Source({
  label,
  colour,
  icon,
  watts,
}: {
  label: string;
  colour: string;
  icon: ReactNode;
  watts: number;
}) {
  const { text, unit } = useShown(watts, 'power');
  return (
    <div className="grid gap-0.5 whitespace-nowrap">
      <dt className="flex items-center gap-1.5 text-[12px] text-ink-2">
        <span style={{ color: `var(--series-${colour})` }}>{icon}</span>
        {label}
      </dt>
      <dd className="text-[15px]">
        <Value size="text" text={text} unit={unit} />
      </dd>
    </div>
  );
}

function PauseButton({ isPaused, onToggle }: { isPaused: boolean; onToggle: () => void }) {
  return (
    <IconButton label={isPaused ? 'Go on' : 'Pause'} onClick={onToggle}>
      {isPaused ? <Play {...ICON} /> : <Pause {...ICON} />}
    </IconButton>
  );
}

function HousePicture({
  shown,
  until,
  isFresh,
  isLoading,
}: {
  shown: ShownHouse;
  until: number;
  isFresh: boolean;
  isLoading: boolean;
}) {
  const format = useFormat();
  const [box, width] = useWidth<HTMLDivElement>();
  const isSeen = useOnScreen(box);
  const from = until - shown.range.ms;
  const rows = useMemo(() => rowsBetween(shown, from, until), [shown, from, until]);
  const gaps = useMemo(() => gapsIn(rows), [rows]);
  const height = (width ?? NARROW_PX) < NARROW_PX ? HEIGHT_PX.narrow : HEIGHT_PX.wide;
  return (
    <div ref={box} className="dims mt-3" aria-busy={isLoading} data-testid="house-chart">
      <div style={{ height }}>
        {width !== undefined && (
          <Still isStill={!isSeen}>
            <HouseChart
              rows={rows}
              from={from}
              to={until}
              gaps={gaps}
              isFresh={isFresh}
              width={width}
              height={height}
              label={houseInWords(rows, gaps, shown.range.title, format)}
            />
          </Still>
        )}
      </div>
    </div>
  );
}
