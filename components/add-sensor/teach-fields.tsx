'use client';

import { useState, useTransition } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import { UNREACHED } from '@/components/ui/unreached';
import type { TaughtReading } from '@/contracts/arrival';
import type { WireMessage } from '@/contracts/mapping-preview';
import { QUANTITIES, quantityOf } from '@/contracts/quantities';
import { recognise } from './recognised';

/** What the fields of a message are: recognised by their names, and by whoever adds the device. */
export function TeachFields({
  message,
  teach,
}: {
  message: WireMessage;
  teach: (readings: readonly TaughtReading[]) => Promise<string | undefined>;
}) {
  const format = useFormat();
  const fields = recognise(message.leaves);
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<string>();
  const [isDone, setDone] = useState(false);
  const [isSending, start] = useTransition();
  const quantityAt = (pointer: string, guess: string | undefined) => chosen[pointer] ?? guess ?? '';
  const readings = fields.flatMap(({ leaf, quantity: guess, unit }) => {
    const quantity = quantityAt(leaf.pointer, guess);
    if (quantity === '') return [];
    const isGuess = quantity === guess;
    return [{ path: leaf.pointer, quantity, unit: isGuess ? unit : (quantityOf(quantity)?.unit ?? '') }];
  });
  const options = [
    { value: '', label: 'not used' },
    ...QUANTITIES.map(({ id, unit }) => ({ value: id, label: `${format.label(id)}${unit && `, ${unit}`}` })),
  ];
  const send = () =>
    start(async () => {
      const refused = await teach(readings).catch(() => UNREACHED.problem);
      setProblem(refused);
      setDone(refused === undefined);
    });
  if (fields.length === 0)
    return (
      <p className="border-t border-line px-4 py-3 text-ink-2">
        The message holds no number. Hearth measures numbers: send a number, or JSON with numbers in it.
      </p>
    );
  return (
    <section className="grid gap-3 border-t border-line px-4 py-3" aria-label="What its fields are">
      <h3 className="font-semibold">What its fields are</h3>
      {fields.map(({ leaf, quantity: guess }) => (
        <SelectField
          key={leaf.pointer}
          label={`${leaf.pointer === '' ? 'The number' : leaf.pointer.slice(1)}: ${leaf.text}`}
          value={quantityAt(leaf.pointer, guess)}
          onChange={(event) => setChosen({ ...chosen, [leaf.pointer]: event.target.value })}
          options={options}
        />
      ))}
      {problem !== undefined && (
        <p role="alert" className="text-crit-text">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2.5">
        <Button look="primary" disabled={isSending || readings.length === 0} onClick={send}>
          Read it so
        </Button>
        <p role="status" className="text-[12.5px] text-ink-2">
          {isDone
            ? 'Taught. Its next message is a reading; those before stay in the log.'
            : 'Its next message becomes readings.'}
        </p>
      </div>
    </section>
  );
}
