'use client';

import { useFormat } from '@/components/format/format-provider';
import { SMALL_CONTROL } from '@/components/ui/control';
import { QUANTITIES, quantityOf } from '@/contracts/quantities';
import type { ChosenReading } from './taught-draft';

const SCALES = [1, 0.1, 0.01, 0.001, 10, 100, 1000, -1];

/** What the picked values measure, as it was guessed or as somebody says. */
export function ReadingFields({
  readings,
  onReadings,
}: {
  readings: readonly ChosenReading[];
  onReadings: (readings: readonly ChosenReading[]) => void;
}) {
  const format = useFormat();
  if (readings.length === 0)
    return (
      <p className="text-[12.5px] text-ink-2">Pick a value of the message above: it becomes a reading.</p>
    );
  const set = (path: string, change: Partial<ChosenReading>) =>
    onReadings(
      readings.map((reading) => (reading.field.path === path ? { ...reading, ...change } : reading)),
    );
  return (
    <ul className="grid gap-1.5" aria-label="What is measured">
      {readings.map(({ field, quantity, unit, scale = 1 }) => (
        <li
          key={field.path}
          className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 gap-y-0.5 desk:grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_auto]"
        >
          <span
            className="font-mono text-[12px] max-desk:col-span-2 max-desk:wrap-anywhere desk:truncate"
            title={field.label}
          >
            {field.label}
          </span>
          <select
            aria-label={`What ${field.label} measures`}
            value={quantity}
            onChange={({ target }) =>
              set(field.path, { quantity: target.value, unit: quantityOf(target.value)?.unit ?? '' })
            }
            className={`${SMALL_CONTROL} w-full`}
          >
            {QUANTITIES.map(({ id }) => (
              <option key={id} value={id}>
                {format.label(id)}
              </option>
            ))}
          </select>
          <span className="flex items-center gap-1.5 text-[12.5px] text-ink-2">
            <select
              aria-label={`Scale of ${field.label}`}
              value={scale}
              onChange={({ target }) => set(field.path, { scale: Number(target.value) })}
              className={SMALL_CONTROL}
            >
              {[...new Set([scale, ...SCALES])].map((factor) => (
                <option key={factor} value={factor}>
                  × {factor}
                </option>
              ))}
            </select>
            <span className="w-12 truncate">{unit}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
