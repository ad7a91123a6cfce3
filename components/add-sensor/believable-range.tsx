import { ChevronDown } from 'lucide-react';
import { useFormat } from '@/components/format/format-provider';
import { TextField } from '@/components/ui/field';
import type { TaughtTopic } from '@/contracts/arrival';
import { quantityOf } from '@/contracts/quantities';
import { limitField } from './taught-readings';

/** What can be believed of each value: outside it is kept, and marked. */
export function BelievableRange({ taught }: { taught: readonly TaughtTopic[] }) {
  const format = useFormat();
  const fields = taught.flatMap(({ topic, readings }) => readings.map((reading) => ({ topic, reading })));
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
        {fields.map(({ topic, reading }) => {
          const { quantity, min, max } = reading;
          const { unit = '', usual } = quantityOf(quantity) ?? {};
          return (
            <fieldset key={limitField('min', topic, reading)} className="grid grid-cols-2 gap-3">
              <legend className="mb-1 text-[12.5px]">
                {format.label(quantity)}
                {unit && `, ${unit}`}
              </legend>
              <TextField
                label="From"
                name={limitField('min', topic, reading)}
                defaultValue={min}
                inputMode="decimal"
                placeholder={usual?.[0].toString() ?? 'any'}
              />
              <TextField
                label="To"
                name={limitField('max', topic, reading)}
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
