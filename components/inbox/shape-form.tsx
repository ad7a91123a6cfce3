'use client';

import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { ButtonLink } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { InboxDetail } from '@/contracts/inbox';
import { MOST_TAUGHT } from '@/contracts/teaching';
import type { InboxActions, OnDone, Places } from './inbox-actions';
import { likelyReading, likelyReadings } from './likely-reading';
import { MessageSample } from './message-sample';
import { NameRows } from './name-rows';
import { meantBy, namedAs } from './naming';
import type { Paging } from './paging';
import { PastChart } from './past-chart';
import { ReadingFields } from './reading-fields';
import { type SampleField, sampleFields } from './sample-fields';
import { type ChosenReading, isTaughtHere, namedTopic, sourceOf, taughtDraft } from './taught-draft';
import { TeachFoot, whatIsMissing } from './teach-foot';
import { useNaming } from './use-naming';

type ShapeDetail = Extract<InboxDetail, { readonly sources: unknown }>;

/** Teaches messages of one shape: which values are measured, and which sources are which sensors. */
export function ShapeForm({
  detail,
  places,
  actions,
  onDone,
  paging,
}: {
  detail: ShapeDetail;
  places: Places;
  actions: InboxActions;
  onDone: OnDone;
  paging: Paging;
}) {
  const format = useFormat();
  const { group, sources, sourceLevel, total } = detail;
  // The sample stands as it was first seen: a newer one must not take away what is being chosen.
  const [sample] = useState(detail.sample);
  const [fields] = useState(() => (sample === null ? [] : sampleFields(group.kind, sample)));
  const [readings, setReadings] = useState(() => likelyReadings(fields, sample?.topic));
  const { naming, name, ticked } = useNaming(sources, ({ topic }) => topic);
  const { run, isRunning, problem } = useOutcome();
  const draft = taughtDraft(group, sourceLevel, readings, sample?.text ?? '');
  const teach = () =>
    run(
      () =>
        actions.teach({
          definition: draft,
          sources: ticked.map(({ topic }) => ({
            topic,
            value: sourceOf(topic, sourceLevel),
            sensor: meantBy(namedAs(naming, topic), places),
          })),
        }),
      () => onDone(ticked.length >= group.sources),
    );
  const ignore = () =>
    run(
      () => actions.ignore({ pattern: group.pattern, kind: group.kind }),
      () => onDone(true),
    );
  const isTeachable = isTaughtHere(group.kind) && fields.some(({ isNumeric }) => isNumeric);
  const toggle = (field: SampleField) =>
    setReadings((before) =>
      before.some((reading) => reading.field.path === field.path)
        ? before.filter((reading) => reading.field.path !== field.path)
        : [...before, firstReading(field)],
    );
  return (
    <>
      {sample !== null && (
        <MessageSample
          sample={sample}
          fields={fields}
          isPicked={({ path }) => readings.some((reading) => reading.field.path === path)}
          onPick={toggle}
        />
      )}
      {isTeachable ? (
        <>
          <ReadingFields readings={readings} onReadings={setReadings} />
          <NameRows
            rows={sources.map((source) => ({
              key: source.topic,
              shown: source.name,
              below: <Waits count={source.count} shownCount={format.number(source.count, 0)} />,
            }))}
            total={total}
            naming={naming}
            onNaming={name}
            places={places}
            paging={paging}
          />
          <PastChart
            asked={
              readings.length === 0 || ticked.length === 0
                ? undefined
                : { definition: draft, topics: ticked.slice(0, MOST_TAUGHT).map(({ topic }) => topic) }
            }
            nameOf={(topic) => namedAs(naming, topic).name || topic}
          />
        </>
      ) : (
        <p className="text-ink-2">
          {group.kind === 'empty' || group.kind === 'large'
            ? 'There is nothing in it that could be measured.'
            : 'A click can’t say what this is. A mapping can: by a pattern, by words, or byte by byte.'}
        </p>
      )}
      <TeachFoot
        taught={ticked.length}
        waiting={ticked.reduce((sum, { count }) => sum + count, 0)}
        missing={readings.length === 0 ? 'pick a value first' : whatIsMissing(ticked.length)}
        isRunning={isRunning}
        problem={problem}
        verb="Teach"
        onTeach={isTeachable ? teach : undefined}
        ignored={group.sources === 1 ? 'Ignore it for ever' : `Ignore all ${group.sources} topics for ever`}
        onIgnore={ignore}
      >
        <ButtonLink
          href={`/mappings/new?topic=${encodeURIComponent(namedTopic(group.pattern, sourceLevel))}`}
          look={isTeachable ? 'quiet' : 'plain'}
        >
          Write a mapping
        </ButtonLink>
      </TeachFoot>
    </>
  );
}

function Waits({ count, shownCount }: { count: number; shownCount: string }) {
  return (
    <p className="text-[12px] text-ink-3">
      {count === 1 ? '1 message waits' : `${shownCount} messages wait`}
    </p>
  );
}

function firstReading(field: SampleField): ChosenReading {
  return likelyReading(field) ?? { field, quantity: 'temperature', unit: '°C' };
}
