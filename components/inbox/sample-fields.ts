import type { InboxSample, ShapeKind } from '@/contracts/inbox';

/** A value in a message that a mapping can read. */
export interface SampleField {
  /** A JSON pointer, a key, or a column's place; '' for the message as a whole. */
  readonly path: string;
  readonly label: string;
  readonly text: string;
  readonly isNumeric: boolean;
}

/** How pairs and columns are told apart in a message. */
export interface Separators {
  readonly pair?: string | undefined;
  readonly key?: string | undefined;
}

const NUMERIC = /^\s*[+-]?[\d.,]/;

export function sampleFields(kind: ShapeKind, sample: InboxSample): readonly SampleField[] {
  const text = sample.text ?? '';
  switch (kind) {
    case 'json':
      return sample.leaves
        .filter(({ pointer }) => pointer !== '')
        .map(({ pointer, text: value, isNumeric }) => ({
          path: pointer,
          label: pointer.slice(1).replaceAll('/', ' › '),
          text: value,
          isNumeric: isNumeric || value === 'true' || value === 'false',
        }));
    case 'number':
      return [{ path: '', label: 'the number', text: text.trim(), isNumeric: true }];
    case 'kv':
      return pairs(text);
    case 'csv':
      return text
        .trim()
        .split(separatorOf(text))
        .map((value, place) => ({
          path: `${place}`,
          label: `column ${place + 1}`,
          text: value.trim(),
          isNumeric: NUMERIC.test(value),
        }));
    default:
      return [];
  }
}

/** What a mapping is told of how a message is cut; nothing where the default does. */
export function separatorsOf(kind: ShapeKind, text: string): Separators {
  if (kind === 'csv') return { pair: separatorOf(text) };
  const pair = [';', '&', ','].find((mark) => text.includes(mark));
  return { pair, key: text.includes('=') ? undefined : ':' };
}

function separatorOf(text: string): string {
  return [';', '\t', '|', ','].find((mark) => text.includes(mark)) ?? ',';
}

function pairs(text: string): readonly SampleField[] {
  const { pair, key = '=' } = separatorsOf('kv', text);
  return text
    .trim()
    .split(pair ?? /\s+/)
    .flatMap((part) => {
      const [name = '', ...rest] = part.split(key);
      const value = rest.join(key).trim();
      if (value === '') return [];
      return [{ path: name.trim(), label: name.trim(), text: value, isNumeric: NUMERIC.test(value) }];
    });
}
