import { describe, expect, it } from 'vitest';
import { type Draft, definitionOf, emptyDraft } from '@/components/mappings/draft';
import { type DraftChange, draftAfter } from '@/components/mappings/draft-changes';

const HUMIDITY = { quantity: 'humidity', unit: '%', scale: 0.1, confidence: 'high' } as const;

function changed(draft: Draft, ...changes: readonly DraftChange[]): Draft {
  return changes.reduce(draftAfter, draft);
}

const START = emptyDraft({ topic: 'home/{room}/air' });
const BY_HAND: DraftChange = { type: 'pick', place: {} };
const PICKED: DraftChange = { type: 'pick', place: { path: '/h' }, likely: HUMIDITY };

describe('a change of a draft', () => {
  it('fills the reading that stands nowhere yet, before it adds one', () => {
    const draft = changed(START, BY_HAND, PICKED);

    expect(draft.readings).toHaveLength(1);
    expect(draft.readings[0]).toMatchObject({ quantity: 'humidity', typed: { path: '/h', scale: '0.1' } });
  });

  it('reads a place once', () => {
    expect(changed(START, PICKED, PICKED).readings).toHaveLength(1);
  });

  it('takes the very reading away that it names', () => {
    const draft = changed(START, PICKED, { type: 'pick', place: { path: '/t' } });
    const [first, second] = draft.readings;

    expect(changed(draft, { type: 'drop', key: first?.key ?? 0 }).readings).toEqual([second]);
  });

  it('says whose one text is, and leaves what was said of others', () => {
    const draft = changed(
      START,
      { type: 'owner', part: { sensorFrom: 'room' } },
      { type: 'owner of', text: 'hall', sensor: 'hall-air' },
      { type: 'owner of', text: 'bath', sensor: 'bath-air' },
      { type: 'owner of', text: 'attic', sensor: '' },
    );

    expect(definitionOf(draft)).toMatchObject({
      sensorFrom: 'room',
      sensors: { hall: 'hall-air', bath: 'bath-air' },
    });
    expect(JSON.stringify(definitionOf(draft))).not.toContain('attic');
  });

  it('to a format without places has its one reading at once, and none where it is about being there', () => {
    expect(changed(START, { type: 'format', format: 'number' }).readings).toHaveLength(1);
    expect(changed(START, { type: 'format', format: 'availability' }).readings).toHaveLength(0);
    expect(changed(START, PICKED, { type: 'format', format: 'number' }).readings).toHaveLength(1);
  });

  it('is typed into the reading that it names alone', () => {
    const draft = changed(START, PICKED, { type: 'pick', place: { path: '/t' } });
    const key = draft.readings[1]?.key ?? 0;
    const next = changed(draft, { type: 'reading field', key, name: 'offset', text: '0,5' });

    expect(next.readings[0]).toBe(draft.readings[0]);
    expect(definitionOf(next)).toMatchObject({ readings: [{ path: '/h' }, { path: '/t', offset: 0.5 }] });
  });
});
