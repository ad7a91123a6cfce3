import { ChevronDown } from 'lucide-react';
import { useFormat } from '@/components/format/format-provider';
import { TextField } from '@/components/ui/field';
import { quantityOf } from '@/contracts/quantities';
import type { TaughtReading } from './arrival-actions';

/** What can be believed of each value: outside it is kept, and marked. */
export function BelievableRange({ readings }: { readings: readonly TaughtReading[] }) {
  const format = useFormat();
  return (
    <details className="group border-t border-line pt-1">
      <summary className="flex min-h-11 cursor-pointer items-center text-[12.5px] text-ink-2">
        What can be believed
        <ChevronDown
          size={16}
          strokeWidth={1.75}
          aria-hidden="true"
          className="ml-auto text-ink-3 group-open:rotate-180"
        />
      </summary>
      <div className="mt-1 grid gap-3">
        {readings.map(({ quantity, min, max }) => {
          const { unit = '', usual } = quantityOf(quantity) ?? {};
          return (
            <fieldset key={quantity} className="grid grid-cols-2 gap-3">
              <legend className="mb-1 text-[12.5px]">
                {format.label(quantity)}
                {unit && `, ${unit}`}
              </legend>
              <TextField
                label="From"
                name={`${quantity} min`}
                defaultValue={min}
                inputMode="decimal"
                placeholder={usual?.[0].toString() ?? 'any'}
              />
              <TextField
                label="To"
                name={`${quantity} max`}
                defaultValue={max}
                inputMode="decimal"
                placeholder={usual?.[1].toString() ?? 'any'}
              />
            </fieldset>
          );
        })}
        <p className="text-[12px] text-ink-2">
          What is outside is kept and marked, and is part of no line, mean or sum. Empty: whatever is
          possible.
        </p>
      </div>
    </details>
  );
}
