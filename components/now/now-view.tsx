'use client';

import { ChevronRight, CircleAlert } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { useKnownUntil, useServerNow } from '@/components/live/live-provider';
import { rangeOf } from '@/components/sensor/ranges';
import { attentionOf } from '@/components/sensors/attention';
import { useSensorList } from '@/components/sensors/use-sensor-list';
import { AttentionPanel } from './attention-panel';
import { FlowBar } from './flow-bar';
import { HouseHero } from './house-hero';
import { flowsOf } from './house-now';
import { NoMeter } from './no-meter';
import type { NowPageData } from './now-page-data';
import { RoomsBoard } from './rooms-board';
import { TodayPanel } from './today-panel';
import { useHouse } from './use-house';

/** What the house does right now: all of it lives. */
export function NowView({ page }: { page: NowPageData }) {
  const sensors = useSensorList(page.list);
  const now = useServerNow(1_000, page.list.serverTime);
  const knownUntil = useKnownUntil(now);
  const { rangeId, setRange } = useRange(page);
  const flows = useMemo(() => flowsOf(sensors, knownUntil), [sensors, knownUntil]);
  const house = useHouse(page, rangeId, flows, knownUntil);
  const attention = useMemo(() => attentionOf(sensors, knownUntil), [sensors, knownUntil]);
  const hasHouse = flows.meter !== undefined && house.shown.house.span !== undefined;
  return (
    <div className="grid gap-3 desk:gap-4">
      {hasHouse && (
        <div className="grid items-start gap-3 desk:grid-cols-[minmax(0,1fr)_372px] desk:gap-4">
          <HouseHero
            flows={flows}
            shown={house.shown}
            failure={house.failure}
            rangeId={rangeId}
            onRange={setRange}
            knownUntil={knownUntil}
          />
          <div className="grid min-w-0 gap-3 desk:gap-4">
            <TodayPanel today={house.shown.house.today} />
            <AttentionLink count={attention.length} />
            <div className="hidden desk:block">
              <AttentionPanel items={attention} sensors={sensors.length} now={now} />
            </div>
          </div>
        </div>
      )}
      {flows.meter === undefined && <NoMeter sensors={sensors} />}
      {hasHouse && <FlowBar flows={flows} />}
      {!hasHouse && attention.length > 0 && (
        <div className="hidden desk:block">
          <AttentionPanel items={attention} sensors={sensors.length} now={now} />
        </div>
      )}
      {!hasHouse && <AttentionLink count={attention.length} />}
      <RoomsBoard sensors={sensors} now={now} knownUntil={knownUntil} />
      <div className="desk:hidden" id="needs-attention">
        <AttentionPanel items={attention} sensors={sensors.length} now={now} />
      </div>
    </div>
  );
}

/** On a phone the list stands at the end: its count leads there. */
function AttentionLink({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <a
      href="#needs-attention"
      className="panel flex min-h-12 items-center gap-2.5 px-4 font-semibold desk:hidden"
    >
      <CircleAlert size={18} strokeWidth={1.75} aria-hidden="true" className="text-crit-text" />
      {count === 1 ? 'One needs attention' : `${count} need attention`}
      <ChevronRight size={18} strokeWidth={1.75} aria-hidden="true" className="ml-auto" />
    </a>
  );
}

/** The range stands in the address, and changes there without a new page. */
function useRange(page: NowPageData) {
  const query = useSearchParams();
  const setRange = useCallback(
    (id: string) => {
      const next = new URLSearchParams(query);
      next.set('range', id);
      window.history.replaceState(undefined, '', `?${next}`);
    },
    [query],
  );
  return { rangeId: rangeOf(query.get('range') ?? page.rangeId).id, setRange };
}
