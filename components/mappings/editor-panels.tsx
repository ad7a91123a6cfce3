'use client';

import { useEffect, useState } from 'react';
import type { MappingFormat } from '@/contracts/mapping';
import type { MappedSensor, MappingSample } from '@/contracts/mapping-preview';
import type { MappingError } from '@/contracts/mapping-saving';
import { definitionOf, draftName, problemAt } from './draft';
import { readingAt } from './draft-changes';
import { withKept } from './held-sample';
import { type MadeOn, madeOnKnown } from './made-on';
import { MessagePanel } from './message-panel';
import { type AddSensor, OwnerFields } from './owner-fields';
import { readingId } from './reading-id';
import { ReadingsPanel } from './readings-panel';
import { RehearsalPanel } from './rehearsal-panel';
import { SamplePanel } from './sample-panel';
import type { SamplePlace } from './sample-places';
import { TopicPanel } from './topic-panel';
import { issueWords } from './tried-values';
import { likelyAt } from './unused-values';
import type { KeptDraft } from './use-kept-draft';
import { type Previewed, usePreview } from './use-preview';
import { useSample } from './use-sample';
import { useWrongFieldFocus } from './use-wrong-field-focus';

/** The mapping as it is typed, beside what is on the wire and what came before. */
export function EditorPanels({
  kept: { draft, change, before, base },
  mappingId,
  sensors,
  units,
  refused,
  addSensor,
  madeOn,
  onLook,
}: {
  kept: KeptDraft;
  mappingId: number | undefined;
  sensors: readonly MappedSensor[];
  units: Readonly<Record<string, readonly string[]>>;
  /** What was wrong at the last try; undefined before the first. */
  refused: readonly MappingError[] | undefined;
  addSensor: AddSensor;
  /** Of the version that is changed. */
  madeOn: MadeOn | undefined;
  /** Told which message is looked at. */
  onLook: (sample: MappingSample | undefined) => void;
}) {
  const [added, setAdded] = useState<readonly MappedSensor[]>([]);
  const previewed = usePreview(
    definitionOf(draft),
    mappingId === undefined ? undefined : definitionOf(before),
    madeOn?.place,
  );
  const { preview } = previewed;
  const samples = preview === undefined ? [] : withKept(preview.samples, preview.kept);
  const { captures, sample, texts, choose, hold, step } = useSample(draft.topic, samples);
  useEffect(() => onLook(sample), [onLook, sample]);
  const problems = problemsNow(refused, previewed);
  useWrongFieldFocus(draft, refused, problems);
  const pick = (at: SamplePlace) => {
    if (at.place === undefined) return;
    const known = readingAt(draft, at.place);
    if (known !== undefined) document.getElementById(readingId(known.key))?.focus();
    else change({ type: 'pick', place: at.place, likely: likelyAt(at, sample?.topic ?? '') });
  };
  return (
    <>
      <TopicPanel
        topic={draft.topic}
        onTopic={(topic) => change({ type: 'say', part: { topic } })}
        problem={problemAt(problems, '/topic')}
        {...{ previewed, captures }}
        chosen={texts}
        onChoose={choose}
      >
        <OwnerFields
          owner={draft.owner}
          sensors={[...sensors, ...added.filter(({ id }) => sensors.every((each) => each.id !== id))]}
          captures={captures}
          name={draftName(draft)}
          problems={problems}
          change={(part) => change({ type: 'owner', part })}
          choose={(text, sensor) => change({ type: 'owner of', text, sensor })}
          addSensor={addSensor}
          onAdded={(sensor) => setAdded((all) => [...all, sensor])}
        />
      </TopicPanel>
      <div className="grid gap-3 desk:gap-4 wide:grid-cols-[356px_minmax(0,1fr)]">
        <SamplePanel
          draft={draft}
          sample={sample}
          lookedAt={preview?.lookedAt ?? 0}
          step={step}
          onPick={pick}
          onFormat={({ format, typed }) => {
            change({ type: 'format', format });
            for (const [name, text] of Object.entries(typed)) change({ type: 'field', name, text });
          }}
          madeOn={madeOnKnown(madeOn, previewed, {
            topic: draft.topic,
            isAsSaved: draft.topic === before.topic,
          })}
          onHold={hold}
        />
        <div className="grid min-w-0 content-start gap-3 desk:gap-4">
          {draft.format === 'availability' ? null : (
            <ReadingsPanel {...{ draft, units, sample, problems, change }} samples={samples} />
          )}
          <Outcome sample={sample} format={draft.format} />
          <MessagePanel draft={draft} problems={problems} change={change} />
        </div>
      </div>
      <RehearsalPanel
        draft={draft}
        mappingId={mappingId}
        versions={{ next: `v${(base ?? 0) + 1}`, today: mappingId === undefined ? undefined : `v${base}` }}
      />
    </>
  );
}

/** Whose it is the sample doesn't know: that is told by the last try alone. */
function problemsNow(
  refused: readonly MappingError[] | undefined,
  { preview }: Previewed,
): readonly MappingError[] {
  if (refused === undefined) return [];
  if (preview === undefined) return refused;
  const ofOwner = refused.filter(({ path }) => /^\/sensors?(\/|$)/.test(path));
  return [...ofOwner, ...preview.errors.filter(({ path }) => !ofOwner.some((one) => one.path === path))];
}

/** What comes of the sample as a whole, where that is not told by its readings. */
function Outcome({ sample, format }: { sample: MappingSample | undefined; format: MappingFormat }) {
  const tried = sample?.now;
  if (tried == null) return null;
  if ('issue' in tried)
    return (
      <p className="panel px-4 py-3 text-[12.5px] text-warn-text">
        Nothing comes of this message: {issueWords(tried, format)}
      </p>
    );
  if (tried.availability === null) return null;
  return (
    <p className="panel px-4 py-3">
      The sensor is <b>{tried.availability}</b>.
    </p>
  );
}
