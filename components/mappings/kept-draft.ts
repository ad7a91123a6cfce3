import { type Draft, isChanged } from './draft';
import { type DraftChange, draftAfter } from './draft-changes';

/** A mapping while it is edited: what is typed, and what is stored of it. */
export interface DraftState {
  readonly draft: Draft;
  /** What the draft is compared with. */
  readonly before: Draft;
  /** The version that the draft was typed upon; undefined: a new mapping. */
  readonly base: number | undefined;
  /** It was typed before the page was loaded again. */
  readonly isFromBefore: boolean;
}

export type DraftEvent =
  | { readonly type: 'typed'; readonly change: DraftChange }
  /** A draft was kept from before the page was loaded. */
  | { readonly type: 'found'; readonly draft: Draft; readonly base: number | undefined }
  /** This very draft is stored now; what was typed since is not. */
  | { readonly type: 'saved'; readonly sent: Draft; readonly version: number }
  /**
   * Another state is what is stored, and replaces the draft. `over`: the draft that was to be replaced; what was typed since then
   * stays.
   */
  | {
      readonly type: 'taken';
      readonly stored: Draft;
      readonly version: number | undefined;
      readonly over?: Draft;
    };

export function draftStateAfter(state: DraftState, event: DraftEvent): DraftState {
  switch (event.type) {
    case 'typed':
      return { ...state, draft: draftAfter(state.draft, event.change) };
    case 'found':
      return { ...state, draft: event.draft, base: event.base, isFromBefore: true };
    case 'saved':
      return { ...state, before: event.sent, base: event.version, isFromBefore: false };
    case 'taken': {
      const { stored, version, over } = event;
      const isTypedSince = over !== undefined && isChanged(state.draft, over);
      const draft = isTypedSince ? state.draft : stored;
      return { draft, before: stored, base: version, isFromBefore: false };
    }
  }
}
