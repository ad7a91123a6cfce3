import { describe, expect, it } from 'vitest';
import { type Draft, emptyDraft, isChanged } from '@/components/mappings/draft';
import { type DraftEvent, type DraftState, draftStateAfter } from '@/components/mappings/kept-draft';

const called = (name: string): Draft => ({ ...emptyDraft({ topic: 'home/hall' }), name });
const typed = (name: string): DraftEvent => ({ type: 'typed', change: { type: 'say', part: { name } } });
const STORED: DraftState = {
  draft: called('hall'),
  before: called('hall'),
  base: 1,
  isFromBefore: false,
};

function stateAfter(...events: readonly DraftEvent[]): DraftState {
  return events.reduce(draftStateAfter, STORED);
}

const isDirty = ({ draft, before }: DraftState) => isChanged(draft, before);

describe('a draft', () => {
  it('is what was saved, and the next is typed upon that version', () => {
    const sent = stateAfter(typed('attic')).draft;

    const state = stateAfter(typed('attic'), { type: 'saved', sent, version: 2 });

    expect(state).toMatchObject({ draft: { name: 'attic' }, base: 2 });
    expect(isDirty(state)).toBe(false);
  });

  it('keeps what is typed while it is saved, and that is not saved yet', () => {
    const sent = stateAfter(typed('attic')).draft;

    const state = stateAfter(typed('attic'), typed('attic, north'), { type: 'saved', sent, version: 2 });

    expect(state).toMatchObject({ draft: { name: 'attic, north' }, before: { name: 'attic' }, base: 2 });
    expect(isDirty(state)).toBe(true);
  });

  it('gives way to what somebody else saved, and goes on from there', () => {
    const state = stateAfter(typed('attic'), { type: 'taken', stored: called('cellar'), version: 2 });

    expect(state).toMatchObject({ draft: { name: 'cellar' }, base: 2 });
    expect(isDirty(state)).toBe(false);
  });

  it('gives way to a version restored, but not with what is typed meanwhile', () => {
    const over = stateAfter(typed('attic')).draft;
    const restored: DraftEvent = { type: 'taken', stored: called('first'), version: 3, over };

    expect(stateAfter(typed('attic'), restored)).toMatchObject({ draft: { name: 'first' }, base: 3 });
    expect(stateAfter(typed('attic'), typed('roof'), restored)).toMatchObject({
      draft: { name: 'roof' },
      before: { name: 'first' },
      base: 3,
    });
  });

  it('from before the page was loaded changes the version that it was typed upon', () => {
    const newest: DraftState = { ...STORED, base: 4 };

    const state = draftStateAfter(newest, { type: 'found', draft: called('attic'), base: 2 });

    expect(state).toMatchObject({ draft: { name: 'attic' }, base: 2, isFromBefore: true });
    expect(isDirty(state)).toBe(true);
  });
});
