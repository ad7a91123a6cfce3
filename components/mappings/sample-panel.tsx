'use client';

import { ArrowRight, ChevronLeft, ChevronRight } from 'lucide-react';
import { useRef } from 'react';
import { ageText } from '@/components/format/duration';
import { useFormat } from '@/components/format/format-provider';
import { Button, IconButton } from '@/components/ui/button';
import { Moment } from '@/components/ui/moment';
import { RawPlaceLink } from '@/components/ui/raw-place-link';
import type { MappingSample } from '@/contracts/mapping-preview';
import { topicLabel } from './captures';
import type { Draft, ReadingDraft } from './draft';
import { readingAt } from './draft-changes';
import { FormatHint } from './format-hint';
import { placeKey } from './held-sample';
import { type LikelyFormat, likelyFormat } from './likely-format';
import { MadeOnNote, type madeOnKnown } from './made-on';
import { placesOf, type SamplePlace } from './sample-places';
import type { SampleSteps } from './use-sample';

/** A message of the wire, in which a press on a value makes a reading. */
export function SamplePanel({
  draft,
  sample,
  lookedAt,
  step,
  onPick,
  onFormat,
  madeOn,
  onHold,
}: {
  draft: Draft;
  sample: MappingSample | undefined;
  lookedAt: number;
  step: SampleSteps;
  onPick: (place: SamplePlace) => void;
  onFormat: (likely: LikelyFormat) => void;
  madeOn: ReturnType<typeof madeOnKnown>;
  onHold: (message: MappingSample) => void;
}) {
  return (
    <section className="panel flex min-w-0 flex-col" aria-label="Sample">
      <div className="flex min-w-0 items-center gap-2 py-1.5 pr-2 pl-4">
        <h2>Sample</h2>
        {sample !== undefined && (
          <span className="min-w-0 truncate text-[12px] text-ink-3" title={sample.topic}>
            {topicLabel(draft.topic, sample.topic)},{' '}
            <Moment at={sample.at}>{ageText(Math.max(0, lookedAt - sample.at))}</Moment>
          </span>
        )}
        <span className="ml-auto flex items-center">
          {/* Always there: what is pressed keeps the focus. */}
          <Button look="quiet" aria-disabled={!step.newest} onClick={step.newest}>
            Newest
          </Button>
          <IconButton label="Older message" look="quiet" aria-disabled={!step.older} onClick={step.older}>
            <ChevronLeft size={16} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
          <IconButton label="Newer message" look="quiet" aria-disabled={!step.newer} onClick={step.newer}>
            <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" />
          </IconButton>
        </span>
      </div>
      <div className="min-w-0 flex-1 px-2 pb-3">
        {sample === undefined ? (
          <p className="px-2 py-6 text-center text-ink-2">
            Nothing is on the wire for this topic. What comes is shown here at once.
          </p>
        ) : (
          <SampleTree draft={draft} sample={sample} onPick={onPick} onFormat={onFormat} />
        )}
      </div>
      <div className="grid gap-1 border-t border-line px-4 py-2.5 text-[12.5px] text-ink-2">
        <p>
          {draft.format === 'regex' || draft.format === 'availability'
            ? 'The message as it came.'
            : 'Press a value to turn it into a reading.'}
        </p>
        {madeOn !== undefined && (
          <MadeOnNote
            {...madeOn}
            isShown={sample !== undefined && placeKey(sample) === placeKey(madeOn.place)}
            onHold={onHold}
          />
        )}
        {sample !== undefined && <RawPlaceLink at={sample} />}
      </div>
    </section>
  );
}

function SampleTree({
  draft,
  sample,
  onPick,
  onFormat,
}: {
  draft: Draft;
  sample: MappingSample;
  onPick: (place: SamplePlace) => void;
  onFormat: (likely: LikelyFormat) => void;
}) {
  const payload = useRef<HTMLDivElement>(null);
  const places = placesOf(sample, draft);
  const likely = betterFormat(draft, sample, places);
  return (
    <div ref={payload} tabIndex={-1}>
      <p className="px-2 py-1 font-mono text-[12.5px] text-ink-3">payload</p>
      {places.length === 0 && (
        <p className="px-2 font-mono text-[12px] break-all text-ink-2">
          {sample.text ?? `${sample.bytes} bytes that are no text`}
        </p>
      )}
      <ul className="max-h-[420px] overflow-y-auto">
        {places.map((place) => (
          <PlaceRow
            key={place.id}
            place={place}
            reading={place.place && readingAt(draft, place.place)}
            onPick={onPick}
          />
        ))}
      </ul>
      {likely !== undefined && (
        <FormatHint
          likely={likely}
          onTake={() => {
            // The button goes; whoever pressed it goes on here.
            payload.current?.focus();
            onFormat(likely);
          }}
        />
      )}
    </div>
  );
}

/** As what a message should be read of which nothing can be pressed; what is read by a pattern or a word has nothing to press. */
function betterFormat(
  { format }: Draft,
  sample: MappingSample,
  places: readonly SamplePlace[],
): LikelyFormat | undefined {
  const isWhole = format === 'regex' || format === 'availability';
  if (isWhole || places.some(({ place }) => place !== undefined)) return undefined;
  const likely = likelyFormat(sample);
  return likely?.format === format ? undefined : likely;
}

function PlaceRow({
  place,
  reading,
  onPick,
}: {
  place: SamplePlace;
  reading: ReadingDraft | undefined;
  onPick: (place: SamplePlace) => void;
}) {
  const format = useFormat();
  const { name, depth, text } = place;
  const style = { paddingLeft: `${8 + (depth + 1) * 16}px` };
  if (place.place === undefined || text === undefined)
    return (
      <li
        style={style}
        className="flex min-h-[30px] items-center gap-3 pr-2 font-mono text-[12.5px] text-ink-2"
      >
        <span className="max-w-[40%] shrink-0 break-all">{name}</span>
        <span className="ml-auto min-w-0 break-all">{text}</span>
      </li>
    );
  return (
    <li>
      <button
        type="button"
        aria-pressed={reading !== undefined}
        onClick={() => onPick(place)}
        style={style}
        className="flex min-h-11 w-full items-center gap-2.5 rounded-md pr-2 text-left font-mono text-[12.5px] hover:bg-hover aria-pressed:bg-hover desk:min-h-[30px]"
      >
        <span className="min-w-0 break-all text-ink-2">{name}</span>
        {reading !== undefined && (
          <span className="inline-flex items-center gap-1 font-sans text-[12.5px] text-ink-2">
            <ArrowRight size={14} strokeWidth={1.75} aria-hidden="true" />
            {format.label(reading.quantity)}
          </span>
        )}
        <span
          className={`ml-auto max-w-[60%] shrink-0 rounded-md px-1.5 break-all ${reading === undefined ? 'text-ink' : 'border-2 border-ink font-semibold'}`}
        >
          {text}
        </span>
      </button>
    </li>
  );
}
