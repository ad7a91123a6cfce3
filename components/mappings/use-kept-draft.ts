'use client';

import { useEffect, useReducer, useRef } from 'react';
import { type Draft, definitionOf, draftOf, isChanged } from './draft';
import type { DraftChange } from './draft-changes';
import { type DraftState, draftStateAfter } from './kept-draft';

/** A mapping as it is stored: what is edited, and what the draft is compared with. */
export interface Edited {
  /** The version that the draft changes; undefined: a new mapping. */
  readonly base: number | undefined;
  readonly draft: Draft;
  /** Where it is kept. */
  readonly place: string;
}

export interface KeptDraft extends DraftState {
  readonly change: (change: DraftChange) => void;
  readonly isDirty: boolean;
  /** What was sent is stored as that version; what was typed since goes on as a draft upon it. */
  readonly saved: (sent: Draft, version: number) => void;
  /** Takes another state as what is stored. What was typed is forgotten or, where `over` was to be replaced, typed since then, kept. */
  readonly take: (stored: Draft, version: number | undefined, over?: Draft) => void;
  /** Of a new mapping that was stored as another place's: leaves what was typed since to that place, and says whether it did. */
  readonly handOver: (sent: Draft, version: number, place: string) => boolean;
}

/** A draft that outlives a reload of its page, in this tab. */
export function useKeptDraft({ place, base, draft: initial }: Edited): KeptDraft {
  const [state, tell] = useReducer(draftStateAfter, {
    draft: initial,
    before: initial,
    base,
    isFromBefore: false,
  });
  const isDirty = isChanged(state.draft, state.before);
  const isLoaded = useRef(false);
  const newest = useRef(state.draft);
  useEffect(() => {
    newest.current = state.draft;
  });
  useEffect(() => {
    if (!isLoaded.current) {
      isLoaded.current = true;
      const kept = read(place);
      if (kept !== undefined) tell({ type: 'found', ...kept });
    } else write(place, isDirty ? state : undefined);
  }, [place, state, isDirty]);
  return {
    ...state,
    isDirty,
    change: (change) => tell({ type: 'typed', change }),
    saved: (sent, version) => tell({ type: 'saved', sent, version }),
    take: (stored, version, over) =>
      tell({ type: 'taken', stored, version, ...(over !== undefined && { over }) }),
    handOver: (sent, version, to) => {
      // The page is left before what is told would be seen.
      write(place, undefined);
      tell({ type: 'taken', stored: newest.current, version });
      const isTypedSince = isChanged(newest.current, sent);
      if (isTypedSince) write(to, { draft: newest.current, base: version });
      return isTypedSince;
    },
  };
}

type Kept = Pick<DraftState, 'draft' | 'base'>;

function read(place: string): Kept | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    return kept === null ? undefined : { draft: draftOf(kept.definition), base: kept.base };
  } catch {
    // Kept by an older Hearth, or by nobody: there is nothing to go on with.
    return undefined;
  }
}

/** A browser that keeps nothing loses the draft with the page. */
function write(place: string, kept: Kept | undefined): void {
  try {
    if (kept === undefined) sessionStorage.removeItem(place);
    else {
      const { draft, base } = kept;
      sessionStorage.setItem(place, JSON.stringify({ definition: definitionOf(draft), base }));
    }
  } catch {
    return;
  }
}
