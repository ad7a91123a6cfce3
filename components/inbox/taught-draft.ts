import type { ShapeKind } from '@/contracts/inbox';
import { SOURCE } from '@/contracts/teaching';
import { type SampleField, separatorsOf } from './sample-fields';

/** A field that is measured, and as what. */
export interface ChosenReading {
  readonly field: SampleField;
  readonly quantity: string;
  /** As it is sent; '' where the quantity has none. */
  readonly unit: string;
  /** Where it is sent in tenths or hundredths. */
  readonly scale?: number;
}

const TAUGHT_HERE: ReadonlySet<ShapeKind> = new Set(['json', 'number', 'kv', 'csv']);

/** Whether a click can teach it; what is not is written in the mapping editor. */
export function isTaughtHere(kind: ShapeKind): boolean {
  return TAUGHT_HERE.has(kind);
}

/** The pattern with a name for the level that tells its sources apart. */
export function namedTopic(pattern: string, sourceLevel: number | null): string {
  if (sourceLevel === null) return pattern;
  return pattern.split('/').with(sourceLevel, `{${SOURCE}}`).join('/');
}

/** What the level that tells sources apart says of a topic; null where there is but one topic. */
export function sourceOf(topic: string, sourceLevel: number | null): string | null {
  return sourceLevel === null ? null : (topic.split('/')[sourceLevel] ?? topic);
}

/** The neutral form of a mapping, without whose it is. */
export function taughtDraft(
  { pattern, kind }: { readonly pattern: string; readonly kind: ShapeKind },
  sourceLevel: number | null,
  readings: readonly ChosenReading[],
  text: string,
): object {
  const topic = namedTopic(pattern, sourceLevel);
  const comma = readings.some(({ field }) => /^\s*[+-]?\d+,\d+\s*\D*$/.test(field.text));
  const numbers = {
    ...(comma && { decimalSeparator: ',' }),
    ...(readings.some(({ field }) => /\d\s*[^\d\s.,]+$/.test(field.text)) && { allowUnitSuffix: true }),
  };
  return {
    topic,
    format: kind,
    ...numbers,
    ...separators(kind, text),
    readings: readings.map(readingOf(kind, readings)),
  };
}

function separators(kind: ShapeKind, text: string): object {
  if (kind !== 'kv' && kind !== 'csv') return {};
  const { pair, key } = separatorsOf(kind, text);
  if (kind === 'csv') return pair === ',' || pair === undefined ? {} : { separator: pair };
  return {
    ...(pair !== undefined && { pairSeparator: pair }),
    ...(key !== undefined && { keySeparator: key }),
  };
}

function readingOf(kind: ShapeKind, all: readonly ChosenReading[]) {
  return ({ field, quantity, unit, scale }: ChosenReading, place: number): object => ({
    ...placeOf(kind, field),
    quantity,
    ...(unit !== '' && { unit }),
    ...(scale !== undefined && scale !== 1 && { scale }),
    // Two of one quantity are two series only by their channels.
    ...(all.findIndex((other) => other.quantity === quantity) < place && { channel: channelOf(field) }),
  });
}

function placeOf(kind: ShapeKind, { path }: SampleField): object {
  if (kind === 'number') return {};
  return kind === 'csv' ? { index: Number(path) } : { path };
}

function channelOf({ path, label }: SampleField): string {
  const name = path.split('/').at(-1) ?? '';
  return (/^\d*$/.test(name) ? label : name).slice(0, 120);
}
