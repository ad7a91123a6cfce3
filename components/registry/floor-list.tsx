'use client';

import type { FloorSummary } from '@/contracts/registry';
import type { Place, PlaceActions } from './place';
import { AddPlace } from './place-forms';
import { PlaceRows } from './place-list';
import { FormProblem } from './sensor-fields';
import { useOrder } from './use-order';

const WORDS = { one: 'floor', empty: 'no room' } as const;

/** Floors in the order of the board; a home can do without. */
export function FloorList({ floors, actions }: { floors: readonly FloorSummary[]; actions: PlaceActions }) {
  const { placed, move, moved, refusal } = useOrder(floors.map(placeOf), actions.order);
  return (
    <>
      <section className="panel" aria-label="Floors in their order">
        <div className="px-4 pt-[13px] pb-2.5">
          <h2>Floors</h2>
          <p className="text-[12.5px] text-ink-2">
            {placed.length === 0
              ? 'For a house of several: rooms stand together on the board and in lists, floor by floor.'
              : 'Which floor a room is on is chosen beside it.'}
          </p>
        </div>
        <PlaceRows
          places={placed}
          all={placed}
          words={WORDS}
          actions={actions}
          onMove={(place, by) => move(place, by, placed)}
        />
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

function placeOf({ id, name, rooms }: FloorSummary): Place {
  return { id, name, holds: rooms === 0 ? undefined : rooms === 1 ? 'one room' : `${rooms} rooms` };
}
