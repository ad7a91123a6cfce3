'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { MappingSample, MappingVersionSummary } from '@/contracts/mapping-preview';
import type { RawPlace, SavedMapping } from '@/contracts/mapping-saving';
import { mqttFilterOf, overlap } from '@/contracts/topic-filter';
import { definitionOf, draftOf } from './draft';
import { keptPlace } from './kept-place';
import type { MappingActions } from './mapping-actions';
import type { KeptDraft } from './use-kept-draft';
import type { Saving } from './use-saving';

interface Parts {
  /** Undefined: a new mapping. */
  readonly id: number | undefined;
  /** Newest first. */
  readonly versions: readonly MappingVersionSummary[];
  readonly kept: KeptDraft;
  readonly saving: Saving;
  readonly actions: MappingActions;
  /** The message that is looked at. */
  readonly looked: { readonly current: MappingSample | undefined };
}

/** What is done with the draft, and what is said of it afterwards. */
export function useWork({ id, versions, kept, saving: { run, forget }, actions, looked }: Parts) {
  const router = useRouter();
  const [notice, setNotice] = useState<string>();
  const { draft, base } = kept;
  /** Goes on from a version, whatever was typed; from a removal with what was there before. */
  const take = (version: MappingVersionSummary | undefined) => {
    forget();
    setNotice(undefined);
    if (version === undefined) kept.take(kept.before, base);
    else kept.take(version.definition === null ? kept.before : draftOf(version.definition), version.version);
  };
  const onSaved = (saved: SavedMapping) => {
    setNotice(savedWords(saved));
    if (id !== undefined) return kept.saved(draft, saved.version);
    const { sensor, sensorFrom } = draft.owner;
    const isTypedSince = kept.handOver(draft, saved.version, keptPlace(saved.id));
    const isOfOne = sensorFrom === '' && !isTypedSince;
    router.push(isOfOne ? `/sensors/${encodeURIComponent(sensor)}` : `/mappings/${saved.id}`);
  };
  return {
    notice,
    giveWayTo: (version: MappingVersionSummary) => {
      take(version);
      setNotice(`You go on from v${version.version}; what you typed is dropped.`);
    },
    discard: () => take(versions[0]),
    save: (upon: number | undefined) => {
      setNotice(undefined);
      const sample = claimed(looked.current, draft.topic);
      run(() => actions.save({ id, base: upon, definition: definitionOf(draft), sample }), onSaved);
    },
    restore: (version: number) => {
      if (id === undefined || base === undefined) return;
      setNotice(undefined);
      run(
        () => actions.restore(id, version, base),
        (saved) => {
          const restored = versions.find((each) => each.version === version)?.definition;
          if (restored != null) kept.take(draftOf(restored), saved.version, draft);
          setNotice(`Restored as v${saved.version}. It holds for messages from one second on.`);
        },
      );
    },
    remove: () => {
      if (id === undefined || base === undefined) return;
      run(
        () => actions.remove(id, base),
        () => {
          kept.take(kept.before, base);
          router.push('/mappings');
        },
      );
    },
  };
}

/** Where the message stands that is looked at; a filter that was typed since may not claim it. */
function claimed(sample: MappingSample | undefined, filter: string): RawPlace | undefined {
  if (sample === undefined || !overlap(mqttFilterOf(filter), sample.topic)) return undefined;
  return { partition: sample.partition, offset: sample.offset };
}

function savedWords({ version, validFrom }: SavedMapping): string {
  if (validFrom === null) return 'It said that already: nothing was changed.';
  return `Saved as v${version}. It holds for messages from one second on; those before stay in the raw log.`;
}
