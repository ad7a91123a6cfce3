'use client';

import { useSearchParams } from 'next/navigation';
import { startTransition, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { useKnownUntil, useServerNow } from '@/components/live/live-provider';
import { usePolled } from '@/components/live/use-polled';
import { SearchField } from '@/components/ui/search-field';
import type { SensorSummary } from '@/contracts/sensor';
import type { ArchivedSensor } from '@/contracts/sensor-facts';
import { ArchivedNotice } from './archived-notice';
import { ArchivedSensors } from './archived-sensors';
import { type FactsById, matchingSensors, searchTexts } from './matching-sensors';
import { MoreRows } from './more-rows';
import { SensorTable } from './sensor-table';
import { SensorTroubles } from './sensor-troubles';
import { type PackedPage, unpackedPage } from './sensors-page-data';
import {
  firstOf,
  inOrder,
  ORDERS,
  orderOf,
  orderText,
  placesKept,
  placesOf,
  type SensorOrder,
} from './sorted-sensors';
import { type ArchiveAction, useArchiving } from './use-archiving';
import { useSensorList } from './use-sensor-list';

/** Browsers refuse an address that changes with every key. */
const ADDRESS_FOLLOWS_MS = 300;
/** A screenful, which stands within a frame or two of a key. */
const ROWS_AT_FIRST = 14;
/** These follow once nobody types, so that they are found in the page and counted; what is more, when one scrolls to it. */
const ROWS_SOON = 300;
const SOON_AFTER_MS = 200;
const ROWS_MORE = 50;
const LOOK_EVERY_MS = 60_000;

/** What needs attention, and every sensor with what is known of it; each leads to its page. */
export function SensorList({
  packed,
  archived,
  archive,
}: {
  packed: PackedPage;
  archived: readonly ArchivedSensor[];
  /** Absent for those who may not. */
  archive?: ArchiveAction | undefined;
}) {
  const page = useMemo(() => unpackedPage(packed), [packed]);
  const all = useSensorList(page.list);
  const archiving = useArchiving(archive, archived, all);
  const sensors = archiving.listed;
  const { answer: known } = usePolled('/api/v1/sensor-facts', page.known, LOOK_EVERY_MS);
  const facts = useMemo(() => new Map(known.facts.map((each) => [each.id, each])), [known]);
  const now = useServerNow(1_000, page.list.serverTime);
  const knownUntil = useKnownUntil(now);
  const { typed, setTyped, leaveTyped, order, setOrder } = useListState();
  const places = useStillPlaces(sensors, facts, order);
  const { most, showMore } = useMost(`${typed} ${orderText(order)}`);
  const list = useRef<HTMLDivElement>(null);
  const leadBack = useCallback(() => list.current?.focus({ preventScroll: true }), []);
  const format = useFormat();
  const textOf = useMemo(() => searchTexts(facts, format), [facts, format]);
  const found = matchingSensors(sensors, typed, textOf);
  const rooms = inOrder(found, places);
  return (
    <div ref={list} tabIndex={-1} className="grid gap-3 outline-none desk:gap-4">
      <SensorTroubles sensors={sensors} known={known} now={now} knownUntil={knownUntil} />
      <div className="flex flex-wrap items-center gap-2.5">
        <SearchField
          label="Search sensors"
          value={typed}
          onChange={setTyped}
          onLeave={leaveTyped}
          placeholder="Name, room, family or what it measures"
          className="max-desk:flex-2 desk:w-80"
        />
        <OrderChoice order={order} onOrder={setOrder} />
        <p role="status" className="ml-auto text-[12px] text-ink-3 max-desk:sr-only">
          {typed === ''
            ? countWords(sensors.length, format)
            : `${format.number(found.length, 0)} of ${countWords(sensors.length, format)}`}
        </p>
      </div>
      {found.length === 0 ? (
        <section className="panel px-6 py-10 text-center">
          <h2>{typed === '' ? 'Every sensor is archived' : `No sensor holds “${typed}”`}</h2>
          <p className="mt-1 text-ink-2">
            Names, rooms, floors, ids, families, firmware and what they measure are searched.
          </p>
        </section>
      ) : (
        <SensorTable
          rooms={firstOf(rooms, most)}
          rowCount={1 + found.length + (order.column === 'room' ? rooms.length : 0)}
          order={order}
          onOrder={setOrder}
          facts={facts}
          now={now}
          knownUntil={knownUntil}
          onArchive={archiving.archive}
        />
      )}
      {found.length > most && <MoreRows left={found.length - most} onMore={showMore} />}
      <ArchivedSensors sensors={archiving.archived} onBringBack={archiving.bringBack} />
      <ArchivedNotice {...archiving} leadBack={leadBack} />
    </div>
  );
}

/** Where the table's heads can't be pressed, since they aren't there. */
function OrderChoice({ order, onOrder }: { order: SensorOrder; onOrder: (order: SensorOrder) => void }) {
  const own = orderText(order) || 'room';
  const isOffered = ORDERS.some(({ value }) => value === own);
  return (
    <select
      aria-label="Order"
      value={own}
      onChange={({ target }) => onOrder(orderOf(target.value))}
      className="h-11 min-w-0 rounded-lg border border-control bg-surface px-2.5 text-[13px] max-desk:min-w-[136px] max-desk:flex-1 desk:h-[34px]"
    >
      {!isOffered && <option value={own}>By the table’s head</option>}
      {ORDERS.map(({ value, label }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </select>
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
    order: orderOf(query.get('sort')),
    setOrder: (order: SensorOrder) => putIntoAddress('sort', orderText(order)),
  };
}

function putIntoAddress(name: string, value: string): void {
  const address = new URL(window.location.href);
  if ((address.searchParams.get(name) ?? '') === value) return;
  if (value === '') address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  window.history.replaceState(undefined, '', address);
}

/** How many rows there are at most: another question begins with few again. */
function useMost(question: string) {
  const [shown, setShown] = useState({ question, most: ROWS_AT_FIRST });
  const most = shown.question === question ? shown.most : ROWS_AT_FIRST;
  const showMore = useCallback(
    () =>
      setShown((before) => ({
        question,
        most: (before.question === question ? before.most : ROWS_AT_FIRST) + ROWS_MORE,
      })),
    [question],
  );
  useEffect(() => {
    const timer = setTimeout(() => {
      startTransition(() =>
        setShown((before) =>
          before.question === question && before.most >= ROWS_SOON ? before : { question, most: ROWS_SOON },
        ),
      );
    }, SOON_AFTER_MS);
    return () => clearTimeout(timer);
  }, [question]);
  return { most, showMore };
}

/** Where each sensor stands; they take their places anew when the order is chosen, or when there is a new one. */
function useStillPlaces(sensors: readonly SensorSummary[], facts: FactsById, order: SensorOrder) {
  const [places, setPlaces] = useState(() => placesOf(sensors, facts, order));
  const kept = placesKept(places, sensors, facts, order);
  if (kept !== places) setPlaces(kept);
  return kept;
}

function countWords(count: number, { number }: Pick<Format, 'number'>): string {
  return count === 1 ? '1 sensor' : `${number(count, 0)} sensors`;
}
