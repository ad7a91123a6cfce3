'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { useKnownUntil, useServerNow } from '@/components/live/live-provider';
import { SearchField } from '@/components/ui/search-field';
import type { SensorSummary, SensorList as Sensors } from '@/contracts/sensor';
import { matchingSensors } from './matching-sensors';
import { MoreRows } from './more-rows';
import { SensorRow } from './sensor-row';
import { firstOf, inOrder, placesKept, placesOf, SORTS, type Sort, sortOf } from './sorted-sensors';
import { useSensorList } from './use-sensor-list';

/** Browsers refuse an address that changes with every key. */
const ADDRESS_FOLLOWS_MS = 300;
/** A home has fewer; what is more comes when one scrolls to it. */
const ROWS_AT_ONCE = 300;

/** Every sensor with its newest values, room by room; each leads to its page. */
export function SensorList({ initial }: { initial: Sensors }) {
  const sensors = useSensorList(initial);
  const now = useServerNow(1_000, initial.serverTime);
  const knownUntil = useKnownUntil(now);
  const { typed, setTyped, leaveTyped, sort, setSort } = useListState();
  const places = useStillPlaces(sensors, sort);
  const [most, setMost] = useState(ROWS_AT_ONCE);
  const showMore = useCallback(() => setMost((before) => before + ROWS_AT_ONCE), []);
  const found = matchingSensors(sensors, typed, useFormat());
  return (
    <>
      <div className="mb-3 flex flex-wrap gap-2.5 desk:mb-4">
        <SearchField
          label="Search sensors"
          value={typed}
          onChange={setTyped}
          onLeave={leaveTyped}
          placeholder="Name, room or what it measures"
          className="max-desk:flex-2 desk:w-72"
        />
        <select
          aria-label="Order"
          value={sort}
          onChange={(event) => setSort(event.target.value)}
          className="h-11 rounded-lg border border-control bg-surface px-2.5 text-[13px] max-desk:flex-1 desk:h-[34px]"
        >
          {SORTS.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <p role="status" className="sr-only">
        {typed === '' ? '' : `${found.length} of ${sensors.length} sensors`}
      </p>
      {found.length === 0 && (
        <section className="panel px-6 py-10 text-center">
          <h2>No sensor holds “{typed}”</h2>
          <p className="mt-1 text-ink-2">Names, rooms, ids and what they measure are searched.</p>
        </section>
      )}
      <div className="grid gap-3 desk:gap-4">
        {firstOf(inOrder(found, places), most).map((room) => (
          <section
            key={room.name ?? ''}
            className="panel"
            aria-label={room.name ?? (sort === 'room' ? 'Not in a room' : 'All sensors')}
          >
            {sort === 'room' && (
              <h2 className="truncate px-4 pt-[13px] pb-2.5" dir="auto">
                {room.name ?? 'Not in a room'}
              </h2>
            )}
            <ul className="[&>li:first-child]:border-t-0 [h2+&>li:first-child]:border-t">
              {room.sensors.map((sensor) => (
                <SensorRow key={sensor.id} sensor={sensor} now={now} knownUntil={knownUntil} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {found.length > most && <MoreRows left={found.length - most} onMore={showMore} />}
    </>
  );
}

/** What was typed and the order stand in the address, which changes without a new page. */
function useListState() {
  const query = useSearchParams();
  const [typed, setTyped] = useState(query.get('q') ?? '');
  useEffect(() => {
    const timer = setTimeout(() => putIntoAddress('q', typed), ADDRESS_FOLLOWS_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return {
    typed,
    setTyped,
    // Whoever leaves the field may be on the way to another page: an address that changed meanwhile would call them back.
    leaveTyped: () => putIntoAddress('q', typed),
    sort: sortOf(query.get('sort')),
    setSort: (sort: string) => putIntoAddress('sort', sort === SORTS[0].value ? '' : sort),
  };
}

function putIntoAddress(name: string, value: string): void {
  const address = new URL(window.location.href);
  if ((address.searchParams.get(name) ?? '') === value) return;
  if (value === '') address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  window.history.replaceState(undefined, '', address);
}

/** Where each sensor stands; they take their places anew when the order is chosen, or when there is a new one. */
function useStillPlaces(sensors: readonly SensorSummary[], sort: Sort) {
  const [places, setPlaces] = useState(() => placesOf(sensors, sort));
  const kept = placesKept(places, sensors, sort);
  if (kept !== places) setPlaces(kept);
  return kept;
}
