'use client';

import { useFormat } from '@/components/format/format-provider';
import { ButtonLink } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { ShapeKind } from '@/contracts/inbox';
import { MOST_TAUGHT } from '@/contracts/teaching';
import type { InboxActions, OnDone, Places } from './inbox-actions';
import { MessageSample } from './message-sample';
import { NameRows } from './name-rows';
import { namedAs } from './naming';
import type { Paging } from './paging';
import { PastChart } from './past-chart';
import { ReadingFields } from './reading-fields';
import { namedTopic } from './taught-draft';
import { TeachFoot, whatIsMissing } from './teach-foot';
import { type ShapeDetail, type ShapeTeaching, useShapeTeaching } from './use-shape-teaching';

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
  const { group, sourceLevel } = detail;
  const format = useFormat();
  const { run, isRunning, problem } = useOutcome();
  const teaching = useShapeTeaching(detail, places);
  const { sample, fields, readings, ticked, wish, isTeachable, toggle } = teaching;
  const teach = () =>
    run(
      () => actions.teach(wish),
      () => onDone(ticked.length >= group.sources),
    );
  const ignore = () =>
    run(
      () => actions.ignore({ pattern: group.pattern, kind: group.kind }),
      () => onDone(true),
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
        <Taught detail={detail} teaching={teaching} places={places} paging={paging} />
      ) : (
        <p className="text-ink-2">{whyNotHere(group.kind)}</p>
      )}
      <TeachFoot
        taught={ticked.length}
        waiting={ticked.reduce((sum, { count }) => sum + count, 0)}
        missing={readings.length === 0 ? 'pick a value first' : whatIsMissing(ticked.length)}
        isRunning={isRunning}
        problem={problem}
        verb="Teach"
        onTeach={isTeachable ? teach : undefined}
        ignored={
          group.sources === 1
            ? 'Ignore it for ever'
            : `Ignore all ${format.number(group.sources, 0)} topics for ever`
        }
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

/** What is measured, of which sources, and what their past would be. */
function Taught({
  detail: { sources, total },
  teaching: { readings, setReadings, naming, name, ticked, wish },
  places,
  paging,
}: {
  detail: ShapeDetail;
  teaching: ShapeTeaching;
  places: Places;
  paging: Paging;
}) {
  const format = useFormat();
  return (
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
            : {
                definition: wish.definition,
                topics: ticked.slice(0, MOST_TAUGHT).map(({ topic }) => topic),
              }
        }
        nameOf={(topic) => namedAs(naming, topic).name || topic}
      />
    </>
  );
}

function whyNotHere(kind: ShapeKind): string {
  return kind === 'empty' || kind === 'large'
    ? 'There is nothing in it that could be measured.'
    : 'A click can’t say what this is. A mapping can: by a pattern, by words, or byte by byte.';
}

function Waits({ count, shownCount }: { count: number; shownCount: string }) {
  return (
    <p className="text-[12px] text-ink-3">
      {count === 1 ? '1 message waits' : `${shownCount} messages wait`}
    </p>
  );
}
