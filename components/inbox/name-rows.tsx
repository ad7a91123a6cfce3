'use client';

import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { CONTROL, SMALL_CONTROL } from '@/components/ui/control';
import { SOURCES_AT_ONCE } from '@/contracts/inbox';
import type { Places } from './inbox-actions';
import { meantBy, type Naming, namedAs, proposedName, said } from './naming';
import type { Paging } from './paging';

/** Something that may become a sensor. */
export interface NamedRow {
  /** By which it is told from the others. */
  readonly key: string;
  /** As it calls itself. */
  readonly shown: string;
  readonly proposal?: string;
  readonly below?: ReactNode;
}

/** "This is": each source is ticked and named, or left where it is. */
export function NameRows({
  rows,
  total,
  naming,
  onNaming,
  places,
  paging: { typed, find, skip, setSkip },
}: {
  rows: readonly NamedRow[];
  total: number;
  naming: Naming;
  onNaming: (naming: Naming) => void;
  places: Places;
  paging: Paging;
}) {
  const format = useFormat();
  const [sensorNames, roomNames] = [useId(), useId()];
  const isMany = total > SOURCES_AT_ONCE || typed !== '';
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-1">
      <legend className="mb-1 text-[13px]">
        <b>This is</b> <span className="text-ink-3">tick and name what you know</span>
      </legend>
      {isMany && (
        <input
          type="search"
          aria-label="Find one of them"
          value={typed}
          onChange={({ target }) => find(target.value)}
          placeholder={`Find one of ${format.number(total, 0)}`}
          className={CONTROL}
        />
      )}
      <ul>
        {rows.map((row) => (
          <Row
            key={row.key}
            row={row}
            naming={naming}
            onNaming={onNaming}
            places={places}
            lists={{ sensorNames, roomNames }}
          />
        ))}
      </ul>
      <Pager total={total} skip={skip} setSkip={setSkip} />
      <datalist id={sensorNames}>
        {places.sensors.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      <datalist id={roomNames}>
        {places.rooms.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </fieldset>
  );
}

function Row({
  row: { key, shown, proposal, below },
  naming,
  onNaming,
  places,
  lists: { sensorNames, roomNames },
}: {
  row: NamedRow;
  naming: Naming;
  onNaming: (naming: Naming) => void;
  places: Places;
  lists: { readonly sensorNames: string; readonly roomNames: string };
}) {
  const { isTicked, name, room } = namedAs(naming, key);
  const change = (next: Parameters<typeof said>[2]) =>
    onNaming(said(naming, key, next, proposal ?? proposedName(shown)));
  const isKnown = isTicked && 'id' in meantBy({ isTicked, name, room }, places);
  return (
    <li className="grid gap-1.5 border-t border-line py-2">
      <div className="flex items-center gap-x-2.5 max-desk:flex-wrap">
        <label className="flex min-h-11 min-w-0 flex-1 items-center gap-2.5 max-desk:basis-full desk:min-h-0">
          <input
            type="checkbox"
            checked={isTicked}
            onChange={({ target }) => change({ isTicked: target.checked })}
            className="size-[18px] shrink-0 accent-invert"
          />
          <span className="font-mono text-[12px] max-desk:wrap-anywhere desk:truncate" title={shown}>
            {shown}
          </span>
        </label>
        <ArrowRight
          size={16}
          strokeWidth={1.75}
          aria-hidden="true"
          className="shrink-0 text-ink-3 max-desk:hidden"
        />
        <input
          type="text"
          aria-label={`Name of ${shown}`}
          autoComplete="off"
          dir="auto"
          list={sensorNames}
          value={isTicked ? name : ''}
          onChange={({ target }) => change({ name: target.value })}
          placeholder="name it, or leave it here"
          className={`${CONTROL} w-full desk:w-[56%]`}
        />
      </div>
      {isTicked && !isKnown && (
        <RoomField shown={shown} room={room} list={roomNames} onRoom={(next) => change({ room: next })} />
      )}
      {isKnown && (
        <p className="text-[12px] text-ink-2 desk:text-right">The sensor that there is goes on with it.</p>
      )}
      {below}
    </li>
  );
}

function RoomField({
  shown,
  room,
  list,
  onRoom,
}: {
  shown: string;
  room: string;
  list: string;
  onRoom: (room: string) => void;
}) {
  return (
    <div className="flex items-center justify-end gap-2.5">
      <label className="flex w-full min-w-0 items-center gap-2 text-[12px] text-ink-2 desk:w-[56%]">
        Room
        <input
          type="text"
          aria-label={`Room of ${shown}`}
          autoComplete="off"
          dir="auto"
          list={list}
          value={room}
          onChange={({ target }) => onRoom(target.value)}
          className={`${SMALL_CONTROL} flex-1`}
          placeholder="none"
        />
      </label>
    </div>
  );
}

function Pager({ total, skip, setSkip }: { total: number } & Pick<Paging, 'skip' | 'setSkip'>) {
  if (total <= SOURCES_AT_ONCE) return null;
  return (
    <div className="flex items-center gap-2.5 border-t border-line pt-2 text-[12px] text-ink-2">
      <Button disabled={skip === 0} onClick={() => setSkip(Math.max(0, skip - SOURCES_AT_ONCE))}>
        Before
      </Button>
      <span>
        {skip + 1} to {Math.min(total, skip + SOURCES_AT_ONCE)} of {total}
      </span>
      <Button disabled={skip + SOURCES_AT_ONCE >= total} onClick={() => setSkip(skip + SOURCES_AT_ONCE)}>
        Next
      </Button>
    </div>
  );
}
