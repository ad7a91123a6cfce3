'use client';

import { useEffect, useReducer, useRef, useState } from 'react';
import { type Draft, definitionOf, draftOf, isChanged } from './draft';
import { type DraftChange, draftAfter } from './draft-changes';

/** A mapping as it is stored: what is edited, and what the draft is compared with. */
export interface Edited {
  /** The version that the draft changes; undefined: a new mapping. */
  readonly base: number | undefined;
  readonly draft: Draft;
  /** Where it is kept. */
  readonly place: string;
}

export interface KeptDraft {
  readonly draft: Draft;
  readonly change: (change: DraftChange) => void;
  readonly isDirty: boolean;
  /** It was typed before the page was loaded again. */
  readonly isFromBefore: boolean;
  /** The version that it was typed upon. */
  readonly base: number | undefined;
  /** What the draft is compared with. */
  readonly before: Draft;
  /** Takes another state as what is stored, and forgets what was typed. */
  readonly settle: (stored: Draft, base: number | undefined) => void;
}

interface Stored {
  readonly draft: Draft;
  readonly base: number | undefined;
}

/** A draft that outlives a reload of its page, in this tab. */
export function useKeptDraft({ place, base, draft: initial }: Edited): KeptDraft {
  const [draft, change] = useReducer(draftAfter, initial);
  const [stored, setStored] = useState<Stored>({ draft: initial, base });
  const [isFromBefore, setIsFromBefore] = useState(false);
  const isDirty = isChanged(draft, stored.draft);
  const isLoaded = useRef(false);
  useEffect(() => {
    if (!isLoaded.current) {
      isLoaded.current = true;
      const kept = read(place);
      if (kept === undefined) return;
      change({ type: 'load', draft: kept.draft });
      setStored((now) => ({ ...now, base: kept.base }));
      setIsFromBefore(true);
    } else write(place, isDirty ? { draft, base: stored.base } : undefined);
  }, [place, draft, isDirty, stored.base]);
  const settle = (next: Draft, at: number | undefined) => {
    write(place, undefined);
    setStored({ draft: next, base: at });
    setIsFromBefore(false);
    change({ type: 'load', draft: next });
  };
  return { draft, change, isDirty, isFromBefore, base: stored.base, before: stored.draft, settle };
}

function read(place: string): Stored | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? 'null');
    return kept === null ? undefined : { draft: draftOf(kept.definition), base: kept.base };
  } catch {
    // Kept by an older Hearth, or by nobody: there is nothing to go on with.
    return undefined;
  }
}

/** A browser that keeps nothing loses the draft with the page. */
function write(place: string, kept: Stored | undefined): void {
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
