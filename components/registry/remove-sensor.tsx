'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import type { RemovalConsequences } from '@/contracts/registry';
import type { FormAction } from './form-state';
import { FormProblem } from './sensor-fields';
import { useFormAction } from './use-form-action';

/** Removing says what goes, and wants the name typed: it can't be undone. */
export function RemoveSensor({
  name,
  consequences,
  remove,
}: {
  name: string;
  consequences: RemovalConsequences;
  remove: FormAction;
}) {
  const format = useFormat();
  const [isAsked, setIsAsked] = useState(false);
  const { refusal, isSending, onSubmit } = useFormAction(remove);
  return (
    <section className="panel p-4" aria-label="Remove">
      <h2 className="mb-1">Remove for good</h2>
      <p className="mb-3 text-ink-2">
        {inWords(consequences, format)} The bytes that it sent stay in Kafka’s raw log, unread, until that
        forgets them. This can’t be undone; archiving can.
      </p>
      {isAsked ? (
        <form onSubmit={onSubmit} className="grid gap-3 desk:max-w-[420px]">
          <TextField
            label={`Type “${name}” to remove it`}
            name="typed"
            autoFocus
            problem={refusal?.field === 'typed' ? refusal.problem : undefined}
          />
          <FormProblem refusal={refusal} />
          <div className="flex flex-wrap gap-2.5">
            <Button type="submit" look="danger" disabled={isSending}>
              <Trash2 size={16} strokeWidth={1.75} aria-hidden="true" />
              {isSending ? 'Removing…' : `Remove ${format.number(consequences.readings, 0)} readings`}
            </Button>
            <Button disabled={isSending} onClick={() => setIsAsked(false)}>
              Keep it
            </Button>
          </div>
        </form>
      ) : (
        <Button look="danger" onClick={() => setIsAsked(true)}>
          <Trash2 size={16} strokeWidth={1.75} aria-hidden="true" />
          Remove…
        </Button>
      )}
    </section>
  );
}

function inWords(consequences: RemovalConsequences, format: Format): string {
  const { readings, since, series, mappings, devices } = consequences;
  if (readings === 0 && mappings === 0 && devices === 0) return 'It has no readings, and nothing feeds it.';
  const began = since === null ? '' : ` since ${format.time(since, 'date')}`;
  const parts = [
    `${format.number(readings, 0)} ${readings === 1 ? 'reading' : 'readings'}${began}`,
    counted(series, 'series', 'series'),
    ...(mappings > 0 ? [counted(mappings, 'mapping', 'mappings')] : []),
    ...(devices > 0 ? ['its tie to the device'] : []),
  ];
  return `With it go ${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}.`;
}

function counted(count: number, one: string, many: string): string {
  return count === 1 ? `one ${one}` : `${count} ${many}`;
}
