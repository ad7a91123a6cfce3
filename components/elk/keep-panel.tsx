'use client';

import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import { useOutcome } from '@/components/ui/use-outcome';
import type { ElkActions } from './elk-actions';

const CHOICES = [
  { value: '', label: 'for ever' },
  ...[1, 3, 6, 12, 24, 36, 60, 120].map((months) => ({
    value: String(months),
    label: months === 1 ? 'the running month' : `${months} months`,
  })),
];

interface Expiring {
  readonly indices: number;
  readonly documents: number;
}

/** How long documents are kept: whole months, the running one counts. */
export function KeepPanel({
  keepMonths,
  keep,
  onChanged,
}: {
  keepMonths: number | null;
  keep: ElkActions['keep'];
  onChanged: () => void;
}) {
  const format = useFormat();
  const [chosen, setChosen] = useState<string>();
  const [expiring, setExpiring] = useState<Expiring>();
  const { run, isRunning, problem } = useOutcome();
  const kept = keepMonths === null ? '' : String(keepMonths);
  const value = chosen ?? kept;
  const months = value === '' ? null : Number(value);
  const choose = (next: string) => {
    setChosen(next);
    setExpiring(undefined);
    if (next !== '') void askExpiring(next).then(setExpiring);
  };
  const save = () =>
    run(
      () => keep(months),
      () => {
        setExpiring(undefined);
        onChanged();
      },
    );
  const loses = expiring !== undefined && expiring.indices > 0;
  return (
    <section className="panel p-4" aria-label="How long">
      <h2 className="mb-1">How long documents are kept</h2>
      <p className="mb-3 text-ink-2">
        Hearth deletes whole months by when they were measured. Nothing leaves Kafka or history by it.
      </p>
      <div className="flex flex-wrap items-end gap-2.5">
        <SelectField
          label="Keep"
          value={value}
          options={
            CHOICES.some((one) => one.value === kept)
              ? CHOICES
              : [...CHOICES, { value: kept, label: `${kept} months` }]
          }
          onChange={({ target }) => choose(target.value)}
        />
        <Button look={loses ? 'danger' : 'plain'} disabled={isRunning || value === kept} onClick={save}>
          {loses ? 'Delete what is older' : 'Save'}
        </Button>
      </div>
      <p role="status" className={`mt-2 ${problem === undefined ? 'text-ink-2' : 'text-crit-text'}`}>
        {problem ??
          (loses
            ? `${format.number(expiring.indices, 0)} ${expiring.indices === 1 ? 'month goes' : 'months go'} at once, with ${format.number(expiring.documents, 0)} documents.`
            : '')}
      </p>
    </section>
  );
}

async function askExpiring(months: string): Promise<Expiring | undefined> {
  const response = await fetch(`/api/v1/search/expiring?months=${months}`).catch(() => undefined);
  return response?.ok ? response.json() : undefined;
}
