import type { Budget } from './budget';
import { type Candidate, candidatesIn, type Searched } from './candidates';
import type { Place } from './json-places';

/** Where a value came from, and what it would have been with something else there. */
export interface Traced extends Place {
  /** What stood there and what came of it: first as it was sent. */
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly written: string;
  readonly value: number;
}

/** How something else in the same message is read. */
export interface Tries<Content> {
  /** What the message came to as it was sent. */
  readonly value: number;
  readonly read: (content: Content) => number | undefined;
  readonly budget: Budget;
}

const LOW_BIT = 0x01;
const HIGH_BIT = 0x80;
const DIGITS_COMPARED = 40;

/**
 * Where in a text a value came from: something else is put in the place of each number, and the text is read again by its own
 * reader. Undefined unless it is one place alone, or all of several but one turn out to be of another kind (`isSource`); where
 * the budget ends before all were tried, one that is a source.
 */
export async function traceText(
  searched: Searched,
  tries: Tries<string>,
  isSource: (samples: readonly Sample[]) => boolean,
): Promise<Traced | undefined> {
  const { text, isJson } = searched;
  const moving: Traced[] = [];
  for (const candidate of likelyFirst(candidatesIn(searched), text, tries.value)) {
    await tries.budget.rest();
    const found = moved(candidate, text, tries);
    if (tries.budget.isSpent) return oneOf(moving, isSource);
    if (found !== undefined) moving.push(found);
  }
  const [first, second, ...more] = moving;
  if (first === undefined || second === undefined) return first;
  if (!isJson && more.length === 0)
    return decimal(text, [first, second], tries.value) ?? oneOf(moving, isSource);
  return oneOf(moving, isSource);
}

/** The bytes of a payload that is no text, where they stand together. */
export async function traceBytes(
  bytes: Uint8Array,
  { value, read, budget }: Tries<Uint8Array>,
): Promise<Place | undefined> {
  const isMovedAt = (at: number) =>
    [LOW_BIT, HIGH_BIT].some((bit) => {
      if (!budget.takes(bytes.length)) return false;
      const other = read(bytes.map((byte, index) => (index === at ? byte ^ bit : byte)));
      return other !== undefined && other !== value;
    });
  const moving: number[] = [];
  for (const at of bytes.keys()) {
    await budget.rest();
    if (isMovedAt(at)) moving.push(at);
    if (budget.isSpent) return undefined;
  }
  const [start, end] = [moving[0], moving.at(-1)];
  if (start === undefined || end === undefined || end - start + 1 !== moving.length) return undefined;
  return { start, end: end + 1 };
}

function moved(
  { start, end, others }: Candidate,
  text: string,
  { value, read, budget }: Tries<string>,
): Traced | undefined {
  const samples = others().flatMap((written): Sample[] => {
    if (!budget.takes(text.length)) return [];
    const other = read(`${text.slice(0, start)}${written}${text.slice(end)}`);
    return other === undefined ? [] : [{ written, value: other }];
  });
  const isMoved = samples.some((sample) => sample.value !== value);
  return isMoved
    ? { start, end, samples: [{ written: text.slice(start, end), value }, ...samples] }
    : undefined;
}

/** Those of the value's digits first, where not all can be tried. */
function likelyFirst(candidates: readonly Candidate[], text: string, value: number): readonly Candidate[] {
  const digits = digitsOf(String(value));
  const isLikely = ({ start, end }: Candidate) => digitsOf(text.slice(start, end)) === digits;
  const [likely, others]: [Candidate[], Candidate[]] = [[], []];
  for (const candidate of candidates) (isLikely(candidate) ? likely : others).push(candidate);
  return [...likely, ...others];
}

function digitsOf(written: string): string {
  return written
    .slice(0, DIGITS_COMPARED)
    .replace(/[^\d]/g, '')
    .replace(/^0+|0+$/g, '');
}

/** `21,5` in a text where a comma may as well stand between two values. */
function decimal(text: string, traced: readonly [Traced, Traced], value: number): Traced | undefined {
  const [whole, fraction] = traced[0].start < traced[1].start ? traced : [traced[1], traced[0]];
  const between = text.slice(whole.end, fraction.start);
  const written = text.slice(whole.start, fraction.end);
  if (between !== ',') return undefined;
  return { start: whole.start, end: fraction.end, samples: [{ written, value }] };
}

function oneOf(
  traced: readonly Traced[],
  isSource: (samples: readonly Sample[]) => boolean,
): Traced | undefined {
  const sources = traced.filter(({ samples }) => isSource(samples));
  return sources.length === 1 ? sources[0] : undefined;
}
