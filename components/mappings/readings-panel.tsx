'use client';

import { Plus } from 'lucide-react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import type { MappingSample } from '@/contracts/mapping-preview';
import type { MappingError } from '@/contracts/mapping-saving';
import { sharedSeries } from './channels';
import { type Draft, problemAt, type ReadingDraft } from './draft';
import { type DraftChange, readingAt } from './draft-changes';
import { readingId } from './reading-id';
import { READING_COLUMNS, ReadingRow } from './reading-row';
import { placeText } from './sample-places';
import { outcomeAt } from './tried-values';
import { unusedValues } from './unused-values';
import { useFocusKept } from './use-focus-kept';

const MOST_UNUSED = 6;

/** What becomes of the message: a reading a row, with what it is now and what it was. */
export function ReadingsPanel({
  draft,
  units,
  sample,
  samples,
  problems,
  change,
}: {
  draft: Draft;
  units: Readonly<Record<string, readonly string[]>>;
  sample: MappingSample | undefined;
  /** All that are known of the wire. */
  samples: readonly MappingSample[];
  problems: readonly MappingError[];
  change: (change: DraftChange) => void;
}) {
  const { readings } = draft;
  useFocusKept(readings, focusReading);
  return (
    <section className="panel min-w-0" aria-label="Readings from it">
      <h2 className="px-4 pt-[13px] pb-2.5">Readings from it</h2>
      <div
        aria-hidden="true"
        className={`hidden gap-2 border-b border-line px-4 pb-2 text-[12px] text-ink-2 wide:grid ${READING_COLUMNS}`}
      >
        {['Value', 'Quantity', 'Unit sent', 'Scale', 'Offset', 'Believable', 'Now'].map((title) => (
          <span key={title} className="last:text-right">
            {title}
          </span>
        ))}
      </div>
      {readings.length === 0 && (
        <p className="px-4 py-8 text-center text-ink-2">
          None yet. Press a value of the sample, or add one by hand.
        </p>
      )}
      {readings.map((reading, place) => (
        <ReadingRow
          key={reading.key}
          reading={reading}
          place={place}
          draft={draft}
          units={units}
          outcome={outcomeAt(sample, place)}
          shared={sharedSeries(draft, samples, place)}
          problems={problems}
          change={change}
        />
      ))}
      {problemAt(problems, '/readings') !== undefined && (
        <p role="alert" className="px-4 pb-3 text-[12.5px] text-crit-text">
          {readings.length === 0 ? 'A mapping has at least one reading.' : problemAt(problems, '/readings')}
        </p>
      )}
      <p className="border-t border-line px-4 py-2.5 text-[12.5px] text-ink-2">
        What is outside the believable range is kept, and marked: it counts for nothing until it is released.
      </p>
      <NotUsed draft={draft} sample={sample} change={change} />
    </section>
  );
}

const BY_HAND = 'reading-by-hand';

function focusReading(reading: ReadingDraft | 'none left'): void {
  document.getElementById(reading === 'none left' ? BY_HAND : readingId(reading.key))?.focus();
}

/** A reading that stands nowhere yet; the one that is there already has the focus. */
function addByHand(draft: Draft, change: (change: DraftChange) => void): void {
  const empty = readingAt(draft, {});
  if (empty === undefined) change({ type: 'pick', place: {} });
  else focusReading(empty);
}

/** Values of the message that could be readings, too. */
function NotUsed({
  draft,
  sample,
  change,
}: {
  draft: Draft;
  sample: MappingSample | undefined;
  change: (change: DraftChange) => void;
}) {
  const format = useFormat();
  const unused = sample === undefined ? [] : unusedValues(draft, sample);
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line px-4 py-3 text-[12.5px]">
      {unused.length > 0 && <span className="text-ink-2">Not used yet</span>}
      {unused.slice(0, MOST_UNUSED).map(({ id, place, likely }) => {
        const where = placeText(draft.format, place);
        return (
          <span key={id} className="inline-flex items-center gap-[7px]">
            <span className="font-mono">{where}</span>
            like {format.label(likely.quantity).toLowerCase()}
            <Button aria-label={`Add ${where}`} onClick={() => change({ type: 'pick', place, likely })}>
              <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
              Add
            </Button>
          </span>
        );
      })}
      {draft.format !== 'availability' && (
        <Button id={BY_HAND} className="ml-auto" onClick={() => addByHand(draft, change)}>
          <Plus size={16} strokeWidth={1.75} aria-hidden="true" />
          By hand
        </Button>
      )}
    </div>
  );
}
