'use client';

import { useEffect, useState, useTransition } from 'react';
import { UNREACHED } from '@/components/ui/unreached';
import type { FloorSummary, RoomSummary } from '@/contracts/registry';
import type { Refusal } from './form-state';
import type { Place, PlaceActions } from './place';
import { AddPlace } from './place-forms';
import { PlaceRows } from './place-list';
import { FormProblem } from './sensor-fields';
import { useOrder } from './use-order';

export interface RoomActions extends PlaceActions {
  readonly place: (id: number, floorId: number | null) => Promise<Refusal | undefined>;
}

interface RoomPlace extends Place {
  readonly floorId: number | null;
}

const CALM_MS = 600;
const WORDS = { one: 'room', empty: 'no sensor' } as const;

/** Rooms in the order of the board, floor by floor where there are floors. */
export function RoomList({
  rooms,
  floors,
  actions,
}: {
  rooms: readonly RoomSummary[];
  floors: readonly FloorSummary[];
  actions: RoomActions;
}) {
  const { placed, move, moved, refusal } = useOrder(rooms.map(placeOf), actions.order);
  const [chosenRoom, setChosenRoom] = useState<number>();
  return (
    <>
      <section className="panel overflow-hidden" aria-label="Rooms in their order">
        {placed.length === 0 && (
          <p className="px-4 py-6 text-center text-ink-2">No room yet. Sensors can do without.</p>
        )}
        {floorsOf(placed, floors).map((floor) => (
          <div key={floor.id ?? 'none'} className="border-t border-line first:border-t-0">
            {floor.name !== undefined && (
              <h2 className="truncate bg-sunken px-4 py-2 text-[12px] text-ink-2" dir="auto">
                {floor.name}
              </h2>
            )}
            <PlaceRows
              places={floor.rooms}
              all={placed}
              words={WORDS}
              actions={actions}
              onMove={(place, by) => move(place, by, floor.rooms)}
              {...(floors.length > 0 && {
                choice: (place: Place) => (
                  <FloorChoice
                    room={place}
                    floorId={floor.id}
                    floors={floors}
                    place={actions.place}
                    isMoved={chosenRoom === place.id}
                    onChoose={() => setChosenRoom(place.id)}
                  />
                ),
              })}
            />
          </div>
        ))}
        <p role="status" className="sr-only">
          {moved}
        </p>
        {refusal !== undefined && (
          <div className="px-4 pb-3">
            <FormProblem refusal={refusal} />
          </div>
        )}
      </section>
      <AddPlace words={WORDS} add={actions.add} />
    </>
  );
}

function placeOf({ id, name, floorId, sensors }: RoomSummary): RoomPlace {
  return { id, name, floorId, href: `/rooms/${id}`, holds: sensorsInWords(sensors) };
}

function sensorsInWords(sensors: number): string | undefined {
  if (sensors === 0) return undefined;
  return sensors === 1 ? 'one sensor' : `${sensors} sensors`;
}

/** The rooms of each floor; those on none last. A home without floors is one without a name. */
function floorsOf(rooms: readonly RoomPlace[], floors: readonly FloorSummary[]) {
  if (floors.length === 0) return [{ id: null, name: undefined, rooms }];
  const all = [...floors, { id: null, name: 'On no floor' }];
  return all
    .map(({ id, name }) => ({ id, name, rooms: rooms.filter(({ floorId }) => floorId === id) }))
    .filter((floor) => floor.rooms.length > 0);
}

/** On which floor a room is. */
function FloorChoice({
  room,
  floorId,
  floors,
  place,
  isMoved,
  onChoose,
}: {
  room: Place;
  floorId: number | null;
  floors: readonly FloorSummary[];
  place: RoomActions['place'];
  /** It was chosen here a moment ago. */
  isMoved: boolean;
  onChoose: () => void;
}) {
  const [refusal, setRefusal] = useState<Refusal>();
  const [, startSending] = useTransition();
  const [chosen, setChosen] = useState<string>();
  // Whoever goes through the floors by arrow keys chooses each on the way: the last one counts.
  useEffect(() => {
    if (chosen === undefined) return;
    const send = () =>
      startSending(async () => {
        const answer = await place(room.id, chosen === '' ? null : Number(chosen)).catch(() => UNREACHED);
        setRefusal(answer);
        setChosen(undefined);
      });
    const timer = setTimeout(send, CALM_MS);
    return () => clearTimeout(timer);
  }, [chosen, place, room.id]);
  return (
    <span className="max-desk:order-last max-desk:w-full">
      <select
        aria-label={`Floor of ${room.name}`}
        value={chosen ?? floorId ?? ''}
        // biome-ignore lint/a11y/noAutofocus: the room stands elsewhere now, and the focus goes with it
        autoFocus={isMoved}
        onChange={({ target }) => {
          setChosen(target.value);
          onChoose();
        }}
        className="h-11 max-w-full min-w-0 rounded-lg border border-control bg-surface px-2 text-[13px] max-desk:w-full desk:h-8 desk:w-36"
      >
        <option value="">No floor</option>
        {floors.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <FormProblem refusal={refusal} />
    </span>
  );
}
