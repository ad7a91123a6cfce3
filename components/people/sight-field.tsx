'use client';

import type { Sight } from '@/contracts/people';
import type { RoomChoice } from './people-actions';

/** The whole home, or chosen rooms. */
export function SightField({
  sight,
  onChange,
  rooms,
  problem,
}: {
  sight: Sight;
  onChange: (sight: Sight) => void;
  rooms: readonly RoomChoice[];
  problem?: string | undefined;
}) {
  const toggle = (id: number) => {
    if (sight === 'all') return;
    onChange(sight.includes(id) ? sight.filter((other) => other !== id) : [...sight, id]);
  };
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 text-[12px] font-medium text-ink-2">They see</legend>
      <label className="flex min-h-11 items-center gap-2.5 desk:min-h-7">
        <input
          type="checkbox"
          className="size-5 accent-ink desk:size-4"
          checked={sight === 'all'}
          onChange={(event) => onChange(event.target.checked ? 'all' : [])}
        />
        The whole home
      </label>
      {sight !== 'all' &&
        rooms.map(({ id, name }) => (
          <label key={id} className="ml-5 flex min-h-11 items-center gap-2.5 desk:min-h-7">
            <input
              type="checkbox"
              className="size-5 shrink-0 accent-ink desk:size-4"
              checked={sight.includes(id)}
              onChange={() => toggle(id)}
            />
            <span className="truncate" dir="auto">
              {name}
            </span>
          </label>
        ))}
      {problem !== undefined && (
        <p role="alert" className="text-[12px] text-crit-text">
          {problem}
        </p>
      )}
    </fieldset>
  );
}

/** In words, for a list. */
export function sightInWords(sight: Sight, rooms: readonly RoomChoice[]): string {
  if (sight === 'all') return 'the whole home';
  const names = sight.flatMap((id) => rooms.find((room) => room.id === id)?.name ?? []);
  return names.length === 0 ? 'no room' : names.join(', ');
}
