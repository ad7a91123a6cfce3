import type { Likely } from '@/contracts/likely-quantity';
import type { MappingFormat } from '@/contracts/mapping';
import { toldApart, withoutProposal } from './channels';
import { type Draft, newPair, newReading, type Owner, type Pair, type ReadingDraft } from './draft';
import { PLACE_FIELDS } from './form-fields';
import type { Typed } from './typed-fields';

type ReadingPart = Partial<Pick<ReadingDraft, 'quantity' | 'unit' | 'table'>>;

/** What a person does to a draft. */
export type DraftChange =
  | { readonly type: 'say'; readonly part: Partial<Pick<Draft, 'topic' | 'name'>> }
  | { readonly type: 'format'; readonly format: MappingFormat }
  | { readonly type: 'field'; readonly name: string; readonly text: string }
  | { readonly type: 'owner'; readonly part: Partial<Owner> }
  /** The sensor of one text of the level that says whose it is; '' is nobody. */
  | { readonly type: 'owner of'; readonly text: string; readonly sensor: string }
  | { readonly type: 'match'; readonly match: readonly Pair[] }
  /** A value of the sample becomes a reading. */
  | { readonly type: 'pick'; readonly place: Typed; readonly likely?: Likely | undefined }
  | {
      readonly type: 'reading';
      readonly key: number;
      readonly part: ReadingPart;
    }
  | {
      readonly type: 'reading field';
      readonly key: number;
      readonly name: string;
      readonly text: string;
    }
  /** A reading gets a channel, where another one gives the same series. */
  | { readonly type: 'tell apart'; readonly key: number }
  | { readonly type: 'drop'; readonly key: number };

/** The draft after a change. */
export function draftAfter(draft: Draft, change: DraftChange): Draft {
  switch (change.type) {
    case 'say':
      return { ...draft, ...change.part };
    case 'format':
      return inFormat(draft, change.format);
    case 'field':
      return { ...draft, typed: { ...draft.typed, [change.name]: change.text } };
    case 'owner':
      return { ...draft, owner: { ...draft.owner, ...change.part } };
    case 'owner of': {
      const sensors = { ...draft.owner.sensors, [change.text]: change.sensor };
      return { ...draft, owner: { ...draft.owner, sensors } };
    }
    case 'match':
      return { ...draft, match: change.match };
    case 'pick':
      return { ...draft, readings: picked(draft, change) };
    case 'reading':
      return withReading(draft, change.key, (reading) => retold(draft, reading, change.part));
    case 'reading field':
      return withReading(draft, change.key, (reading) => typedInto(reading, change));
    case 'tell apart':
      return withReading(draft, change.key, (reading) => toldApart(draft, reading));
    case 'drop':
      return { ...draft, readings: draft.readings.filter(({ key }) => key !== change.key) };
  }
}

/** The place in a message that a reading has; undefined where the draft reads it nowhere. */
export function readingAt(draft: Draft, place: Typed): ReadingDraft | undefined {
  const fields = PLACE_FIELDS[draft.format].map(({ name }) => name);
  return draft.readings.find(({ typed }) => isAt(typed, place, fields));
}

function isAt(typed: Typed, place: Typed, fields: readonly string[]): boolean {
  return fields.every((name) => (typed[name] ?? '') === (place[name] ?? ''));
}

/** Where a message has no places, its one reading is there at once. */
function inFormat(draft: Draft, format: MappingFormat): Draft {
  const hasPlaces = PLACE_FIELDS[format].length > 0;
  const needsOne = !hasPlaces && format !== 'availability' && draft.readings.length === 0;
  return { ...draft, format, readings: needsOne ? [newReading()] : draft.readings };
}

/** Fills the reading that has no place yet, or makes one more; one that is there already stays. */
function picked(
  draft: Draft,
  { place, likely }: Extract<DraftChange, { type: 'pick' }>,
): readonly ReadingDraft[] {
  if (readingAt(draft, place) !== undefined) return draft.readings;
  const fields = PLACE_FIELDS[draft.format].map(({ name }) => name);
  const empty = draft.readings.find(({ typed }) => isAt(typed, {}, fields));
  if (empty === undefined)
    return [...draft.readings, toldApart(draft, guessed(newReading({ typed: place }), likely))];
  const filled = toldApart(draft, guessed({ ...empty, typed: { ...empty.typed, ...place } }, likely));
  return draft.readings.map((reading) => (reading === empty ? filled : reading));
}

/** A reading of what its value seems to be. */
function guessed(reading: ReadingDraft, likely: Likely | undefined): ReadingDraft {
  if (likely === undefined) return reading;
  const { quantity, unit, scale, values = {} } = likely;
  return {
    ...reading,
    quantity,
    unit,
    typed: { ...reading.typed, ...(scale !== undefined && { scale: String(scale) }) },
    table: Object.entries(values).map(([sent, means]) => newPair(sent, String(means))),
  };
}

/** A channel that was proposed belongs to the quantity that it was proposed for. */
function retold(draft: Draft, reading: ReadingDraft, part: ReadingPart): ReadingDraft {
  if (part.quantity === undefined || part.quantity === reading.quantity) return { ...reading, ...part };
  return toldApart(draft, { ...withoutProposal(reading), ...part });
}

function typedInto(
  reading: ReadingDraft,
  { name, text }: { readonly name: string; readonly text: string },
): ReadingDraft {
  const typed = { ...reading.typed, [name]: text };
  const isProposed = reading.isChannelProposed === true && !name.startsWith('channel');
  return { ...reading, typed, isChannelProposed: isProposed };
}

function withReading(draft: Draft, key: number, change: (reading: ReadingDraft) => ReadingDraft): Draft {
  return {
    ...draft,
    readings: draft.readings.map((reading) => (reading.key === key ? change(reading) : reading)),
  };
}
