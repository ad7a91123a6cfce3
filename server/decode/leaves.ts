import type { Leaf } from '@/contracts/mapping-preview';

const MOST_LEAVES = 80;
const DEEPEST = 8;
const LONGEST_TEXT = 80;

/** The values of a JSON document with their pointers, in its order; of what is no document, the text itself. */
export function leavesOf(text: string): readonly Leaf[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return [leaf('', text.trim())];
  }
  const leaves: Leaf[] = [];
  gather(document, '', 0, leaves);
  return leaves;
}

function gather(value: unknown, pointer: string, depth: number, into: Leaf[]): void {
  if (into.length >= MOST_LEAVES) return;
  if (typeof value !== 'object' || value === null) into.push(leaf(pointer, value));
  else if (depth < DEEPEST) {
    for (const [key, inner] of Object.entries(value)) {
      gather(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth + 1, into);
    }
  }
}

function leaf(pointer: string, value: unknown): Leaf {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && /^\s*[+-]?\d/.test(value));
  return { pointer, text: text.slice(0, LONGEST_TEXT), isNumeric };
}
