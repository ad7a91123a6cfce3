'use client';

import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';

/** A change that is none of noise: a lamp. */
const CHANGED_BY_W = 5;

/** "Switch something on: should this rise?" What is measured since says whether it did. */
export function SignCheck({
  watts,
  turn,
}: {
  watts: number;
  turn: (() => Promise<string | undefined>) | undefined;
}) {
  const format = useFormat();
  const [before, setBefore] = useState(watts);
  const [answer, setAnswer] = useState<string>();
  const change = watts - before;
  const hasChanged = Math.abs(change) >= CHANGED_BY_W;
  const turnIt = async () => {
    const problem = await turn?.().catch(() => 'That did not reach Hearth; try again.');
    setBefore(watts);
    setAnswer(problem ?? 'Turned around: its next message counts the other way.');
  };
  return (
    <section className="mt-5 border-t border-line pt-4" aria-label="Sign check">
      <h3 className="font-semibold">Switch something on: should this rise?</h3>
      <p className="mt-1 text-ink-2" role="status">
        {answer ??
          (hasChanged
            ? `It ${change > 0 ? 'rose' : 'fell'} by ${format.withUnit(Math.abs(change), 'power')}.`
            : `Still ${format.withUnit(watts, 'power')}. What is taken counts up, what is given back below zero.`)}
      </p>
      {hasChanged && answer === undefined && (
        <div className="mt-2.5 flex flex-wrap gap-2.5">
          <Button onClick={() => setAnswer('Good: it stays so.')}>That is right</Button>
          {turn !== undefined && <Button onClick={() => void turnIt()}>No, turn it around</Button>}
        </div>
      )}
    </section>
  );
}
