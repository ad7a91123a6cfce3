'use client';

import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { mappingChanges } from '@/contracts/mapping-changes';
import type { MappingVersionSummary } from '@/contracts/mapping-preview';
import type { NewerVersion } from '@/contracts/mapping-saving';
import { ChangeList } from './versions-panel';

/** Somebody saved another version while this one was typed: what it changed, and what to do now. */
export function ConflictPanel({
  newer: { version, who, validFrom },
  base,
  versions,
  isBusy,
  onAnswer,
  onTake,
  onSaveAnyway,
}: {
  newer: NewerVersion;
  base: number | undefined;
  versions: readonly MappingVersionSummary[];
  isBusy: boolean;
  /** Told before the others: this panel is about to go. */
  onAnswer: () => void;
  onTake: () => void;
  /** Undefined: there is nothing of mine to save. */
  onSaveAnyway: (() => void) | undefined;
}) {
  const format = useFormat();
  const theirs = versions.find((each) => each.version === version);
  const common = versions.find((each) => each.version === base);
  const answer = (act: () => void) => {
    onAnswer();
    act();
  };
  return (
    <section className="panel grid gap-3 border-warn p-4" role="alert" aria-label="Another version">
      <p>
        <b>
          {who ?? 'Somebody'} saved v{version} meanwhile
        </b>
        , at {format.time(validFrom, 'second')}. Nothing of yours was written, and nothing of it is lost.
      </p>
      {theirs !== undefined && common !== undefined && (
        <div className="grid gap-1">
          <h3 className="text-[12.5px] font-semibold">What v{version} changed</h3>
          <ChangeList changes={mappingChanges(common.definition, theirs.definition, format.label)} />
        </div>
      )}
      <div className="flex flex-wrap gap-2.5">
        <Button disabled={isBusy || theirs === undefined} onClick={() => answer(onTake)}>
          {onSaveAnyway === undefined ? `Go on from v${version}` : `Take v${version}, drop mine`}
        </Button>
        {onSaveAnyway !== undefined && (
          <Button disabled={isBusy} onClick={() => answer(onSaveAnyway)}>
            Save mine as v{version + 1}
          </Button>
        )}
      </div>
    </section>
  );
}
