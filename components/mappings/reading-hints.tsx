'use client';

import type { ReactNode } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { canonicalOf } from '@/contracts/units';
import { channelFor, rivalOf, type SharedSeries } from './channels';
import type { Draft, ReadingDraft } from './draft';
import type { DraftChange } from './draft-changes';
import { readingId } from './reading-id';
import { type ReadingOutcome, unusualWords } from './tried-values';

interface Parts {
  readonly draft: Draft;
  readonly reading: ReadingDraft;
  readonly change: (change: DraftChange) => void;
}

/** What to think of before a reading is saved: what comes of it now, and what would count as one with it. */
export function ReadingHints({
  outcome,
  shared,
  ...parts
}: Parts & { outcome: ReadingOutcome; shared: SharedSeries | undefined }) {
  const format = useFormat();
  const { now } = outcome;
  const said =
    now !== undefined && 'problem' in now
      ? `Nothing comes of it: ${now.problem}.`
      : unusualWords(outcome, format);
  return (
    <>
      {said !== undefined && <p className="mt-1.5 text-[12px] text-warn-text">{said}</p>}
      <LimitsUnit {...parts.reading} />
      <Repeated {...parts} />
      {shared !== undefined && <Shared {...parts} shared={shared} />}
    </>
  );
}

/** Limits are in the quantity's own unit: where another one is sent, that must be said. */
function LimitsUnit({ quantity, unit, typed: { min = '', max = '' } }: ReadingDraft) {
  const canonical = canonicalOf(quantity, unit)?.unit ?? unit;
  if (canonical === unit || (min === '' && max === '')) return null;
  return (
    <p className="mt-1.5 text-[12px] text-ink-2">
      Sent in {unit}; what is believable is said in {canonical}.
    </p>
  );
}

/** Two readings of one quantity are two series only by their channels. */
function Repeated({ draft, reading, change }: Parts) {
  const label = useFormat().label(reading.quantity);
  const rival = rivalOf(draft, reading);
  if (rival === undefined)
    return reading.isChannelProposed === true ? (
      <p className="mt-1.5 text-[12px] text-ink-2">
        Another reading here is {label}, too: the channel “{reading.typed.channel}” tells this one apart.
      </p>
    ) : null;
  if (draft.readings.indexOf(rival) > draft.readings.indexOf(reading)) return null;
  const channel = channelFor(draft, reading);
  return (
    <Hint
      look="text-warn-text"
      row={reading.key}
      action={channel === undefined ? undefined : `Channel “${channel}” for this one`}
      onAction={() => change({ type: 'tell apart', key: reading.key })}
    >
      {label} is read above already, and of both only that counts
      {channel === undefined ? ', until this one has a channel.' : '.'}
    </Hint>
  );
}

function Shared({ reading, shared: { topics, level }, change }: Parts & { shared: SharedSeries }) {
  const isPlace = /^\d+$/.test(level);
  return (
    <Hint
      look="text-ink-2"
      row={reading.key}
      action={`A channel for each ${isPlace ? `text of level ${Number(level) + 1}` : level}`}
      onAction={() =>
        change({ type: 'reading field', key: reading.key, name: 'channelFromTopic', text: level })
      }
    >
      {topics} topics give this, and count as one series.
    </Hint>
  );
}

function Hint({
  look,
  row,
  action,
  onAction,
  children,
}: {
  look: string;
  /** The reading's. */
  row: number;
  /** Undefined: there is nothing to press. */
  action: string | undefined;
  onAction: () => void;
  children: ReactNode;
}) {
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p className={`text-[12px] ${look}`}>{children}</p>
      {action !== undefined && (
        <Button
          onClick={() => {
            // What was done with is gone; its row stays.
            document.getElementById(readingId(row))?.focus();
            onAction();
          }}
        >
          {action}
        </Button>
      )}
    </div>
  );
}
