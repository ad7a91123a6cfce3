'use client';

import { useState, useTransition } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import type { MappingVersionSummary } from '@/contracts/mapping-preview';
import type { MappingProblem } from './draft';

/** What the mapping said, and since when. */
export function MappingVersions({ versions }: { versions: readonly MappingVersionSummary[] }) {
  const format = useFormat();
  return (
    <section className="panel" aria-label="Versions">
      <h2 className="px-4 pt-[13px] pb-2.5">Versions</h2>
      <ul>
        {versions.map(({ version, validFrom, definition }) => (
          <li key={version} className="border-t border-line px-4 py-2.5">
            <details>
              <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 desk:min-h-6">
                <b>Version {version}</b>
                <span className="text-ink-2">
                  {definition === null ? 'removed from' : 'holds from'} {format.time(validFrom, 'date')},{' '}
                  {format.time(validFrom, 'second')}
                </span>
              </summary>
              {definition !== null && (
                <pre className="mt-2 overflow-x-auto rounded-lg border border-line bg-sunken px-3.5 py-2.5 font-mono text-[12px] text-ink-2">
                  {JSON.stringify(definition, undefined, 2)}
                </pre>
              )}
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Ends the mapping, after a question. */
export function RemoveMapping({ remove }: { remove: () => Promise<readonly MappingProblem[]> }) {
  const [isAsked, setIsAsked] = useState(false);
  const [problems, setProblems] = useState<readonly MappingProblem[]>([]);
  const [isRemoving, startRemoving] = useTransition();
  const removeIt = () => startRemoving(async () => setProblems(await remove()));
  return (
    <section className="panel p-4" aria-label="Remove">
      <h2 className="mb-1">Remove</h2>
      <p className="mb-3 text-ink-2">
        From one second on its messages are readings of nothing. What it gave stays, and so do its versions:
        saving it again brings it back.
      </p>
      {isAsked ? (
        <div className="flex flex-wrap gap-2.5">
          <Button look="danger" autoFocus disabled={isRemoving} onClick={removeIt}>
            {isRemoving ? 'Removing…' : 'Yes, remove the mapping'}
          </Button>
          <Button disabled={isRemoving} onClick={() => setIsAsked(false)}>
            Keep it
          </Button>
        </div>
      ) : (
        <Button look="danger" onClick={() => setIsAsked(true)}>
          Remove…
        </Button>
      )}
      {problems.map(({ message }) => (
        <p key={message} role="alert" className="mt-2 text-crit-text">
          {message}
        </p>
      ))}
    </section>
  );
}
