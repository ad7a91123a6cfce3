'use client';

import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { SelectField } from '@/components/ui/field';
import { Segments } from '@/components/ui/segments';
import { keepDisplay } from './display-cookie';

export interface UnitChoice {
  readonly id: string;
  readonly label: string;
  readonly choices: readonly string[];
}

const LANGUAGE_SEGMENTS = [
  { id: 'en', label: 'English' },
  { id: 'de', label: 'Deutsch' },
] as const;

/** In which language quantities and dates are named, and in which units values are shown. */
export function DisplayChoice({
  initial,
  kinds,
}: {
  /** `language`, and the unit of each kind. */
  initial: Readonly<Record<string, string>>;
  kinds: readonly UnitChoice[];
}) {
  const router = useRouter();
  const [chosen, setChosen] = useState(initial);
  const [isShowing, startShowing] = useTransition();
  const choose = (id: string, value: string) => {
    const next = { ...chosen, [id]: value };
    setChosen(next);
    keepDisplay(next);
    // The server says how values are written: every page of this browser is asked for anew.
    startShowing(() => router.refresh());
  };
  return (
    <div className="grid gap-3" aria-busy={isShowing}>
      <Segments
        label="Language of quantities and dates"
        segments={LANGUAGE_SEGMENTS}
        chosen={chosen.language === 'de' ? 'de' : 'en'}
        onChoose={(language) => choose('language', language)}
        className="w-full desk:w-auto desk:justify-self-start"
      />
      <div className="grid grid-cols-2 gap-3 desk:grid-cols-3">
        {kinds.map(({ id, label, choices }) => (
          <SelectField
            key={id}
            label={label}
            value={chosen[id] ?? ''}
            onChange={(event) => choose(id, event.target.value)}
            options={choices.map((unit) => ({ value: unit, label: unit }))}
          />
        ))}
      </div>
    </div>
  );
}
