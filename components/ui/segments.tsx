'use client';

import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';

export interface Segment<Id extends string> {
  readonly id: Id;
  readonly label: ReactNode;
  /** Spoken instead of a label that is an icon or short. */
  readonly spoken?: string;
}

/** One of a few: arrow keys move between them. */
export function Segments<Id extends string>({
  label,
  segments,
  chosen,
  onChoose,
  className = '',
}: {
  label: string;
  segments: readonly Segment<Id>[];
  chosen: Id;
  onChoose: (id: Id) => void;
  className?: string;
}) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={chosen}
      // Pressing the chosen one again means nothing.
      onValueChange={(id) => id !== '' && onChoose(id as Id)}
      className={`inline-flex rounded-lg bg-segments p-0.5 ${className}`}
    >
      {segments.map(({ id, label: shown, spoken }) => (
        <ToggleGroup.Item
          key={id}
          value={id}
          aria-label={spoken}
          title={spoken}
          className="grid h-10 min-w-7 flex-auto place-items-center rounded-md px-1.5 text-[12.5px] font-medium whitespace-nowrap text-ink-2 data-[state=on]:bg-segment-on data-[state=on]:font-semibold data-[state=on]:text-ink data-[state=on]:shadow-[0_1px_2px_#0002] desk:h-7 desk:px-[11px]"
        >
          {shown}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
