'use client';

import { ChevronDown } from 'lucide-react';
import { useFormat } from '@/components/format/format-provider';
import { seriesColour } from '@/components/sensors/series-colour';
import { IconButton } from '@/components/ui/button';
import type { MappingError } from '@/contracts/mapping-saving';
import { QUANTITIES } from '@/contracts/quantities';
import { canonicalOf } from '@/contracts/units';
import type { SharedSeries } from './channels';
import { type Draft, problemAt, type ReadingDraft } from './draft';
import type { DraftChange } from './draft-changes';
import { problemAtField, problemsElsewhere } from './field-problems';
import { readingFields } from './form-fields';
import { ReadingDetails } from './reading-details';
import { ReadingHints } from './reading-hints';
import { readingId } from './reading-id';
import { placeText } from './sample-places';
import { SmallInput, SmallSelect } from './small-fields';
import type { ReadingOutcome } from './tried-values';
import { useFold } from './use-fold';

const IN_THE_ROW = ['scale', 'offset', 'min', 'max', 'quantity', 'unit'];

/** Of a row and of the head above it, where there is room for a table. */
export const READING_COLUMNS =
  'wide:grid-cols-[minmax(70px,1fr)_minmax(144px,1.4fr)_84px_66px_66px_128px_minmax(96px,1fr)_32px]';

/** One reading: where it stands, what it is, how its number becomes the value; more of it on demand. */
export function ReadingRow({
  reading,
  place,
  draft,
  units,
  outcome,
  shared,
  problems,
  change,
}: {
  reading: ReadingDraft;
  place: number;
  draft: Draft;
  units: Readonly<Record<string, readonly string[]>>;
  outcome: ReadingOutcome;
  shared: SharedSeries | undefined;
  problems: readonly MappingError[];
  change: (change: DraftChange) => void;
}) {
  const at = `/readings/${place}`;
  const where = placeText(draft.format, reading.typed);
  // What is wrong in a field that is not seen opens it.
  const [isOpen, setIsOpen] = useFold(problemsElsewhere(problems, at, IN_THE_ROW).length > 0, where === '');
  const label = useFormat().label(reading.quantity);
  const details = `${readingId(reading.key)}-more`;
  return (
    <fieldset
      id={readingId(reading.key)}
      tabIndex={-1}
      className="relative border-t border-line px-4 py-2.5 outline-offset-[-2px] wide:first-of-type:border-t-0"
    >
      <legend className="sr-only">
        {label}, {where}
      </legend>
      <div className={`grid grid-cols-4 items-start gap-2 ${READING_COLUMNS}`}>
        <span
          className="col-span-2 self-center truncate font-mono text-[12.5px] wide:col-span-1"
          title={where}
        >
          {where || 'nowhere yet'}
        </span>
        <span className="col-span-2 self-center max-wide:min-h-11 max-wide:content-center max-wide:pr-10 wide:order-7 wide:col-span-1">
          <NowValue outcome={outcome} />
        </span>
        <Values {...{ reading, at, units, problems, change }} />
        <span className="max-wide:absolute max-wide:top-2.5 max-wide:right-2 wide:order-8">
          <IconButton
            label={isOpen ? `Less of ${label}` : `More of ${label}`}
            look="quiet"
            aria-expanded={isOpen}
            aria-controls={details}
            onClick={() => setIsOpen(!isOpen)}
          >
            <ChevronDown
              size={16}
              strokeWidth={1.75}
              aria-hidden="true"
              className={isOpen ? 'rotate-180' : undefined}
            />
          </IconButton>
        </span>
      </div>
      <ReadingHints {...{ draft, reading, outcome, shared, change }} />
      <Unplaced problems={problems} at={at} names={readingFields(draft.format).map(({ name }) => name)} />
      {isOpen && <ReadingDetails id={details} {...{ reading, place, draft, problems, change }} />}
    </fieldset>
  );
}

function Values({
  reading: { key, quantity, unit, typed },
  at,
  units,
  problems,
  change,
}: {
  reading: ReadingDraft;
  at: string;
  units: Readonly<Record<string, readonly string[]>>;
  problems: readonly MappingError[];
  change: (change: DraftChange) => void;
}) {
  const format = useFormat();
  const accepted = units[quantity] ?? [];
  const say = (part: Partial<Pick<ReadingDraft, 'quantity' | 'unit'>>) =>
    change({ type: 'reading', key, part });
  const input = (name: string, label: string, prefix: string | undefined, placeholder: string) => (
    <SmallInput
      label={label}
      value={typed[name] ?? ''}
      onChange={(text) => change({ type: 'reading field', key, name, text })}
      {...(prefix !== undefined && { prefix })}
      placeholder={placeholder}
      problem={problemAtField(problems, at, name)}
    />
  );
  // In the quantity's own unit, whichever is sent.
  const canonical = canonicalOf(quantity, unit);
  const [least, most] = canonical?.hard ?? [0, 0];
  const inUnit = canonical === undefined || canonical.unit === '' ? '' : `, ${canonical.unit}`;
  return (
    <>
      <div className="col-span-2 flex items-start gap-2 wide:order-2 wide:col-span-1">
        <i
          aria-hidden="true"
          className="mt-[31px] size-2.5 shrink-0 rounded-[2px] desk:mt-[29px] wide:mt-[11px]"
          style={{ background: seriesColour(quantity) }}
        />
        <div className="min-w-0 flex-1">
          <SmallSelect
            label="Quantity"
            value={quantity}
            onChange={(id) => say({ quantity: id, unit: units[id]?.[0] ?? '' })}
            options={QUANTITIES.map(({ id }) => ({ value: id, label: format.label(id) }))}
            problem={problemAt(problems, `${at}/quantity`)}
          />
        </div>
      </div>
      <div className="col-span-2 wide:order-3 wide:col-span-1">
        <SmallSelect
          label="Unit sent"
          value={unit}
          onChange={(sent) => say({ unit: sent })}
          options={accepted.length === 0 ? NO_UNIT : accepted.map((each) => ({ value: each, label: each }))}
          problem={problemAt(problems, `${at}/unit`)}
        />
      </div>
      <div className="max-desk:col-span-2 wide:order-4">{input('scale', 'Scale', '×', '1')}</div>
      <div className="max-desk:col-span-2 wide:order-5">{input('offset', 'Offset', '+', '0')}</div>
      <div className="col-span-2 grid grid-cols-2 items-start gap-2 max-desk:col-span-4 wide:order-6 wide:col-span-1 wide:gap-1.5">
        {input('min', `Believable from${inUnit}`, undefined, limitText(least))}
        {input('max', `Believable to${inUnit}`, undefined, limitText(most))}
      </div>
    </>
  );
}

const NO_UNIT = [{ value: '', label: 'none' }];
const BEYOND = 1e12;

/** The quantity's own limit; what nobody reaches is none. */
function limitText(limit: number): string {
  return Math.abs(limit) > BEYOND ? 'any' : String(limit).replace('-', '−');
}

function NowValue({ outcome: { now, was } }: { outcome: ReadingOutcome }) {
  const format = useFormat();
  if (now === undefined) return <p className="text-right text-ink-3">–</p>;
  if ('problem' in now) return <p className="text-right text-[12px] text-crit-text">nothing</p>;
  const { value, quantity, unit, channel } = now;
  return (
    <p className="text-right">
      <b className="whitespace-nowrap">{format.withUnit(value, quantity, unit)}</b>
      {was !== undefined && was.value !== value && (
        <span className="ml-1.5 text-[12px] whitespace-nowrap text-ink-3">
          was {format.value(was.value, quantity, unit)}
        </span>
      )}
      {channel !== null && <span className="block text-[12px] text-ink-3">{channel}</span>}
    </p>
  );
}

/** What is wrong and has no field to stand at. */
function Unplaced({
  problems,
  at,
  names,
}: {
  problems: readonly MappingError[];
  at: string;
  names: readonly string[];
}) {
  return problemsElsewhere(problems, at, [...IN_THE_ROW, ...names]).map(({ path, message }) => (
    <p key={`${path} ${message}`} role="alert" className="mt-1.5 text-[12px] text-crit-text">
      {message}
    </p>
  ));
}
