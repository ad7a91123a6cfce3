'use client';

import { useCallback, useRef, useState } from 'react';
import type { MappedSensor, MappingSample, MappingVersionSummary } from '@/contracts/mapping-preview';
import { ConflictPanel } from './conflict-panel';
import { draftName, draftOf, emptyDraft } from './draft';
import { EditorBar, EditorHead } from './editor-head';
import { EditorPanels } from './editor-panels';
import { keptPlace } from './kept-place';
import { madeOnOf } from './made-on';
import type { MappingActions } from './mapping-actions';
import { RemoveMapping } from './remove-mapping';
import { type KeptDraft, useKeptDraft } from './use-kept-draft';
import { useLeaveGuard } from './use-leave-guard';
import { type Saving, useSaving } from './use-saving';
import { useWork } from './use-work';
import { VersionsPanel } from './versions-panel';

export interface EditedMapping {
  readonly id: number;
  /** Newest first. */
  readonly versions: readonly MappingVersionSummary[];
}

interface Props {
  /** Undefined: a new one is made. */
  readonly mapping: EditedMapping | undefined;
  /** Of a new one: what is known already. */
  readonly initial: { readonly sensor?: string; readonly topic?: string };
  readonly sensors: readonly MappedSensor[];
  readonly units: Readonly<Record<string, readonly string[]>>;
  readonly actions: MappingActions;
}

/** Teaches which messages are which readings, on what is on the wire, and tries it on what has come. */
export function MappingEditor({ mapping, initial, sensors, units, actions }: Props) {
  const versions = mapping?.versions ?? [];
  const [newest] = versions;
  const said = versions.find(({ definition }) => definition !== null)?.definition;
  const [first] = useState(() => (said === undefined ? emptyDraft(initial) : draftOf(said)));
  const place = keptPlace(mapping?.id ?? initial);
  const kept = useKeptDraft({ place, base: newest?.version, draft: first });
  const saving = useSaving();
  useLeaveGuard(kept.isDirty);
  const looked = useRef<MappingSample>(undefined);
  const onLook = useCallback((sample: MappingSample | undefined) => {
    looked.current = sample;
  }, []);
  const work = useWork({ id: mapping?.id, versions, kept, saving, actions, looked });
  const { conflict } = saving;
  const theirs = versions.find(({ version }) => version === conflict?.version);
  const isRemoved = newest?.definition === null;
  const next = `v${(kept.base ?? 0) + 1}`;
  const head = {
    saveLabel: mapping === undefined ? 'Save mapping' : `Save as ${next}`,
    canSave: kept.isDirty || isRemoved || mapping === undefined,
    canDiscard: kept.isDirty,
    isBusy: saving.isBusy,
    onSave: () => work.save(kept.base),
    onDiscard: work.discard,
  };
  return (
    <>
      <EditorHead
        {...head}
        title={mapping === undefined ? 'Add a mapping' : draftName(kept.draft)}
        live={isRemoved ? undefined : newest}
        draftOf={kept.isDirty && mapping !== undefined ? next : undefined}
      />
      <div className={`grid gap-3 max-desk:pb-20 desk:gap-4 ${CLEAR_OF_BARS}`}>
        {isRemoved && <p className="panel px-4 py-3">It is removed. Saving brings it back.</p>}
        {newest !== undefined && <Unreadable version={newest} />}
        <Notices kept={kept} saving={saving} notice={work.notice} />
        {conflict !== undefined && (
          <ConflictPanel
            newer={conflict}
            base={kept.base}
            versions={versions}
            isBusy={saving.isBusy}
            onAnswer={() => document.getElementById(NOTICE)?.focus()}
            onTake={() => theirs && work.giveWayTo(theirs)}
            onSaveAnyway={kept.isDirty ? () => work.save(conflict.version) : undefined}
          />
        )}
        <EditorPanels
          kept={kept}
          mappingId={mapping?.id}
          sensors={sensors}
          units={units}
          refused={saving.errors}
          addSensor={actions.addSensor}
          madeOn={madeOnOf(versions, kept.base)}
          onLook={onLook}
        />
        {mapping !== undefined && (
          <>
            <VersionsPanel versions={versions} isBusy={saving.isBusy} onRestore={work.restore} />
            {!isRemoved && <RemoveMapping isBusy={saving.isBusy} onRemove={work.remove} />}
          </>
        )}
      </div>
      <EditorBar {...head} />
    </>
  );
}

/** Limits may have become stricter since it was saved. */
function Unreadable({ version: { version, problem } }: { version: MappingVersionSummary }) {
  if (problem === null) return null;
  return (
    <p role="alert" className="panel px-4 py-3 text-crit-text">
      Nothing is read by v{version}: {problem}. Save what mends it.
    </p>
  );
}

const NOTICE = 'mapping-notice';
/** On a phone what takes the focus is scrolled out from behind the head, and the buttons above the tabs. */
const CLEAR_OF_BARS = 'max-desk:[&_:is(input,select,button,summary,a,fieldset)]:scroll-my-[140px]';

function Notices({ kept, saving, notice }: { kept: KeptDraft; saving: Saving; notice: string | undefined }) {
  const general = saving.errors?.filter(({ path }) => path === '') ?? [];
  return (
    <>
      <p
        id={NOTICE}
        tabIndex={-1}
        role="status"
        className={notice === undefined ? 'sr-only' : 'panel px-4 py-3'}
      >
        {notice}
      </p>
      {kept.isFromBefore && kept.isDirty && (
        <p className="panel px-4 py-3 text-ink-2">
          What you typed before the page was loaded again is still here.
        </p>
      )}
      {general.map(({ message }) => (
        <p key={message} role="alert" className="panel px-4 py-3 text-crit-text">
          {message}
        </p>
      ))}
      {(saving.errors?.length ?? 0) > general.length && (
        <p role="alert" className="panel px-4 py-3 text-crit-text">
          Not saved: what is wrong stands at its field.
        </p>
      )}
    </>
  );
}
