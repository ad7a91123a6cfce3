import { ButtonLink } from '@/components/ui/button';
import type { SwapPlan } from '@/contracts/swap';

/** What follows of it, and what doesn't. */
export function WhatFollows({ plan }: { plan: SwapPlan }) {
  const { before, mappings, login, sensor } = plan;
  const lines = [
    ...before.map(({ key }) => `${key} feeds it no longer.`),
    ...(login === null ? [] : [`Its login becomes ${login}.`]),
    'The chart marks the moment, and it can be undone in the sensor’s settings.',
  ];
  return (
    <section className="panel p-4" aria-label="What follows">
      <h2 className="mb-1">What follows</h2>
      <ul className="grid list-disc gap-1 pl-5 text-ink-2">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {mappings.length > 0 && (
        <div className="mt-3 rounded-lg bg-warn-wash px-3 py-2 text-[13px] text-warn-text">
          <p>
            Mappings feed {sensor.name} as well, and go on: {mappings.join(', ')}. If the old device sends
            these, end them, or both are heard.
          </p>
          <p className="mt-2">
            <ButtonLink href="/mappings">Mappings</ButtonLink>
          </p>
        </div>
      )}
    </section>
  );
}
