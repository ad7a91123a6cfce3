'use client';

import { ArrowDown, ArrowUp, Pencil, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { type MouseEvent, type ReactNode, useRef, useState } from 'react';
import { IconButton } from '@/components/ui/button';
import type { Place, PlaceActions, PlaceWords } from './place';
import { MergePlace, RenamePlace } from './place-forms';

interface Props {
  /** Those that stand together, in their order. */
  readonly places: readonly Place[];
  /** All that one can be merged into. */
  readonly all: readonly Place[];
  readonly words: PlaceWords;
  readonly actions: PlaceActions;
  readonly onMove: (place: Place, by: -1 | 1) => void;
  /** What more can be chosen for one. */
  readonly choice?: (place: Place) => ReactNode;
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Places in their order: renamed, put up and down, merged. */
export function PlaceRows({ places, ...rest }: Props) {
  return (
    <ul>
      {places.map((place, index) => (
        <PlaceRow
          key={place.id}
          place={place}
          isFirst={index === 0}
          isLast={index === places.length - 1}
          {...rest}
        />
      ))}
    </ul>
  );
}

type RowProps = Omit<Props, 'places'> & {
  readonly place: Place;
  readonly isFirst: boolean;
  readonly isLast: boolean;
};

function PlaceRow({ place, isFirst, isLast, all, words, actions, onMove, choice }: RowProps) {
  const [open, setOpen] = useState<'rename' | 'merge'>();
  const opener = useRef<HTMLButtonElement>(null);
  const openWith = (what: typeof open) => (event: MouseEvent<HTMLButtonElement>) => {
    opener.current = event.currentTarget;
    setOpen(what);
  };
  const close = () => {
    setOpen(undefined);
    opener.current?.focus();
  };
  return (
    <li
      className="border-t border-line px-4 py-2.5 first:border-t-0"
      onKeyDown={({ key }) => key === 'Escape' && open !== undefined && close()}
    >
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1">
          <PlaceName place={place} />
          <span className="text-[12px] text-ink-3">{place.holds ?? words.empty}</span>
        </p>
        {choice?.(place)}
        {/* At an end they do nothing, and keep the focus all the same. */}
        <span className="flex gap-2">
          <IconButton
            look="quiet"
            label={`Move ${place.name} up`}
            aria-disabled={isFirst}
            onClick={() => onMove(place, -1)}
          >
            <ArrowUp {...ICON} />
          </IconButton>
          <IconButton
            look="quiet"
            label={`Move ${place.name} down`}
            aria-disabled={isLast}
            onClick={() => onMove(place, 1)}
          >
            <ArrowDown {...ICON} />
          </IconButton>
          <IconButton look="quiet" label={`Rename ${place.name}`} onClick={openWith('rename')}>
            <Pencil {...ICON} />
          </IconButton>
          <IconButton look="quiet" label={`Remove or merge ${place.name}`} onClick={openWith('merge')}>
            <Trash2 {...ICON} />
          </IconButton>
        </span>
      </div>
      {open === 'rename' && <RenamePlace place={place} rename={actions.rename} close={close} />}
      {open === 'merge' && (
        <MergePlace place={place} all={all} words={words} merge={actions.merge} close={close} />
      )}
    </li>
  );
}

function PlaceName({ place: { name, href } }: { place: Place }) {
  const look = 'block truncate font-[550]';
  if (href === undefined)
    return (
      <span className={look} dir="auto" title={name}>
        {name}
      </span>
    );
  return (
    <Link href={href} prefetch={false} className={`${look} hover:underline`} dir="auto" title={name}>
      {name}
    </Link>
  );
}
