'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { TextField } from '@/components/ui/field';
import type { SensorSummary } from '@/contracts/sensor';
import { type Line, refusalOf, seriesIn } from './lines';

const MOST_LISTED = 60;

/** Which series are drawn, and which could be. */
export function LinePicker({
  lines,
  sensors,
  onChange,
}: {
  lines: readonly Line[];
  sensors: readonly SensorSummary[];
  onChange: (keys: readonly string[]) => void;
}) {
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = new Set(lines.map(({ key }) => key));
  const found = seriesIn(sensors, format).filter(
    ({ key, name }) => !chosen.has(key) && words.every((word) => name.toLowerCase().includes(word)),
  );
  const keys = lines.map(({ key }) => key);
  return (
    <section className="panel p-4" aria-label="Lines">
      <h2 className="mb-2">Lines</h2>
      <ul className="mb-3 grid gap-1">
        {lines.map((line) => (
          <li key={line.key} className="flex min-h-11 items-center gap-2 desk:min-h-8">
            <svg width="22" height="8" aria-hidden="true" className="shrink-0">
              <path
                d="M0 4h22"
                stroke={line.colour}
                strokeWidth="2"
                {...(line.dash !== undefined && { strokeDasharray: line.dash })}
              />
            </svg>
            <span className="min-w-0 flex-1 truncate" dir="auto" title={line.name}>
              {line.name}
            </span>
            <button
              type="button"
              aria-label={`Take ${line.name} away`}
              onClick={() => onChange(keys.filter((key) => key !== line.key))}
              className="grid size-11 shrink-0 place-items-center rounded-lg hover:bg-hover desk:size-7"
            >
              <X size={14} strokeWidth={2} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <TextField
        label="Add a line"
        type="search"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        placeholder="Sensor or quantity"
      />
      <ul className="mt-2 grid max-h-80 overflow-y-auto">
        {found.slice(0, MOST_LISTED).map((candidate) => {
          const refusal = refusalOf(lines, candidate);
          return (
            <li key={candidate.key}>
              <button
                type="button"
                disabled={refusal !== undefined}
                title={refusal}
                onClick={() => onChange([...keys, candidate.key])}
                className="flex min-h-11 w-full items-center gap-2 rounded-lg px-2 text-left enabled:hover:bg-hover disabled:text-ink-3 desk:min-h-8"
              >
                <span className="min-w-0 flex-1 truncate" dir="auto">
                  {candidate.name}
                </span>
                <span className="text-[12px] text-ink-3">{candidate.axis}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {found.length === 0 && (
        <p className="px-2 text-[12.5px] text-ink-2">No other series holds “{typed}”.</p>
      )}
      {found.length > MOST_LISTED && (
        <p className="px-2 pt-1 text-[12px] text-ink-3">
          {found.length - MOST_LISTED} more: search for them.
        </p>
      )}
    </section>
  );
}
