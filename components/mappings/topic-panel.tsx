'use client';

import { type ReactNode, useId, useRef, useState } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import type { MappingPreview } from '@/contracts/mapping-preview';
import { type Capture, filterParts } from './captures';
import { problemAt } from './draft';
import type { Previewed } from './use-preview';

/** Which messages: the filter, what it finds, and the texts of its named levels, each of which chooses the sample. */
export function TopicPanel({
  topic,
  onTopic,
  problem,
  previewed,
  captures,
  chosen,
  onChoose,
  children,
}: {
  topic: string;
  onTopic: (topic: string) => void;
  problem: string | undefined;
  previewed: Previewed;
  captures: readonly Capture[];
  /** Of each named level the text that the sample has. */
  chosen: Readonly<Record<string, string>>;
  onChoose: (name: string, text: string) => void;
  children: ReactNode;
}) {
  return (
    <section className="panel grid gap-3 px-4 py-3.5" aria-label="Topic">
      <div className="flex flex-wrap items-center gap-x-3.5 gap-y-2">
        <TopicField topic={topic} onTopic={onTopic} problem={problem} />
        {problem === undefined && <Matches {...previewed} />}
      </div>
      {captures.map((capture) => (
        <CaptureButtons
          key={capture.place}
          capture={capture}
          chosen={chosen[capture.name]}
          onChoose={onChoose}
        />
      ))}
      {children}
    </section>
  );
}

/** A filter in which levels that have a name stand out. */
function TopicField({
  topic,
  onTopic,
  problem,
}: {
  topic: string;
  onTopic: (topic: string) => void;
  problem: string | undefined;
}) {
  const id = useId();
  const behind = useRef<HTMLDivElement>(null);
  return (
    <div className="grid min-w-0 flex-[1_1_280px] gap-1 desk:grid-cols-[auto_minmax(0,1fr)] desk:items-center desk:gap-x-3.5">
      <label htmlFor={id} className="text-[12px] font-medium text-ink-2">
        Topic filter
      </label>
      <div className="relative min-w-0">
        <div
          ref={behind}
          aria-hidden="true"
          className="pointer-events-none absolute inset-0 flex items-center overflow-hidden rounded-lg bg-surface px-3 font-mono text-[13.5px] whitespace-pre text-transparent"
        >
          {filterParts(topic).map(({ at, text, isName }) => (
            <span key={at} className={isName ? 'rounded bg-press py-1' : undefined}>
              {text}
            </span>
          ))}
        </div>
        <input
          id={id}
          value={topic}
          onChange={(event) => onTopic(event.target.value)}
          onScroll={({ currentTarget: { scrollLeft } }) => {
            if (behind.current !== null) behind.current.scrollLeft = scrollLeft;
          }}
          placeholder="home/{room}/climate"
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-below`}
          className="relative h-11 w-full rounded-lg border border-control bg-transparent px-3 font-mono text-[13.5px] desk:h-[34px] aria-[invalid=true]:border-crit-text"
        />
      </div>
      <p
        id={`${id}-below`}
        role={problem === undefined ? undefined : 'alert'}
        className={`text-[12px] desk:col-start-2 ${problem === undefined ? 'text-ink-3' : 'text-crit-text'}`}
      >
        {problem ?? '{room} or + stands for one level, # at the end for all that follow.'}
      </p>
    </div>
  );
}

/** Counts go on by themselves while the page stands: only what came of a filter that was typed is read out. */
function Matches({ preview, asked, failure }: Previewed) {
  const format = useFormat();
  const words = matchWords(preview, format);
  const announced = useAnnounced(asked, preview && words);
  return (
    <>
      <p className="text-[12.5px] text-ink-2 desk:self-start desk:pt-2">{failure ?? words}</p>
      <p role="status" className="sr-only">
        {failure ?? announced}
      </p>
    </>
  );
}

function matchWords(preview: MappingPreview | undefined, { number }: Pick<Format, 'number'>): string {
  if (preview === undefined) return 'Looking at the log…';
  const { topics, perMinute, searched, errors } = preview;
  // What is no filter yet finds nothing, and nothing is said of it.
  if (problemAt(errors, '/topic') !== undefined) return '';
  if (searched === 0) return 'Nothing is in the log yet.';
  if (topics === 0) return `None of the last ${number(searched, 0)} messages has a topic that it claims.`;
  const rate = perMinute === null ? '' : `, ${number(perMinute, 1)} messages/min`;
  return `matches ${topics === 1 ? 'one topic' : `${number(topics, 0)} topics`}${rate}`;
}

/** What comes of the filter that was typed last, said once. */
function useAnnounced(asked: string | undefined, words: string | undefined): string {
  const [said, setSaid] = useState({ asked, words: '' });
  if (asked === said.asked || words === undefined) return said.words;
  // The one that the page began with was typed by nobody.
  const next = said.asked === undefined ? '' : words;
  setSaid({ asked, words: next });
  return next;
}

const MOST_BUTTONS = 24;

function CaptureButtons({
  capture: { name, texts },
  chosen,
  onChoose,
}: {
  capture: Capture;
  chosen: string | undefined;
  onChoose: (name: string, text: string) => void;
}) {
  const more = texts.length - MOST_BUTTONS;
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5">
      <legend className="float-left mr-1 text-[12.5px] leading-8 text-ink-2">{name} is</legend>
      {texts.slice(0, MOST_BUTTONS).map((text) => (
        <button
          key={text}
          type="button"
          aria-pressed={text === chosen}
          onClick={() => onChoose(name, text)}
          className="min-h-11 rounded-md border border-line-2 px-2 text-[12.5px] font-[550] text-ink-2 hover:bg-hover aria-pressed:bg-press aria-pressed:text-ink desk:min-h-[22px]"
        >
          {text}
        </button>
      ))}
      {more > 0 && <span className="text-[12.5px] text-ink-3">and {more} more</span>}
      {texts.length === 0 && <span className="text-[12.5px] text-ink-3">nothing heard yet</span>}
    </fieldset>
  );
}
