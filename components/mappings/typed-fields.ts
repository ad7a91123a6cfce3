import { typedNumber } from '@/components/format/typed-number';
import type { FieldKind, FormField } from './form-fields';

/** What is typed, by the field's name; '' and nothing are the same. */
export type Typed = Readonly<Record<string, string>>;

type Stored = Readonly<Record<string, unknown>>;

/** What was typed, as it is stored: fields left empty are left out. What is no number stays text, for the server to refuse. */
export function storedOf(fields: readonly FormField[], typed: Typed): Record<string, unknown> {
  const stored: Record<string, unknown> = {};
  for (const { name, kind } of fields) {
    const text = typed[name] ?? '';
    if (text === '' || (kind !== 'exact' && text.trim() === '')) continue;
    const [outer = name, inner] = name.split('.');
    const value = storedValue(kind, text);
    if (inner === undefined) stored[outer] = value;
    else stored[outer] = { ...(stored[outer] as object | undefined), [inner]: value };
  }
  return stored;
}

/** What is stored, as it is typed; and what no field is there for. */
export function typedOf(
  fields: readonly FormField[],
  stored: Stored,
): { readonly typed: Typed; readonly rest: Stored } {
  const typed: Record<string, string> = {};
  const rest = { ...stored };
  for (const { name, kind, options } of fields) {
    const [outer = name, inner] = name.split('.');
    const value = inner === undefined ? stored[outer] : (stored[outer] as Stored | undefined)?.[inner];
    delete rest[outer];
    if (value === undefined || value === null) continue;
    const text = textOf(kind, value);
    // The usual is what a choice without a word says.
    const isKnown = options === undefined || options.some((option) => option.value === text);
    typed[name] = isKnown ? text : '';
  }
  return { typed, rest };
}

function storedValue(kind: FieldKind, text: string): unknown {
  switch (kind) {
    case 'number':
      return numberIn(text);
    case 'yes':
      return text === 'yes';
    case 'words':
      return text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '');
    case 'level':
      return /^\d+$/.test(text.trim()) ? Number(text) : text.trim();
    case 'exact':
      return text.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
    default:
      return text.trim();
  }
}

function textOf(kind: FieldKind, value: unknown): string {
  if (kind === 'yes') return value === true ? 'yes' : '';
  if (kind === 'words' && Array.isArray(value)) return value.join(', ');
  if (kind === 'exact') return String(value).replaceAll('\t', '\\t').replaceAll('\n', '\\n');
  return String(value);
}

/** A number as people type it; other text as it is. */
export function numberIn(text: string): number | string {
  return typedNumber(text) ?? text;
}

/** A word, number, yes, no or nothing that must stand somewhere; in quotation marks it is a word. */
export function plainIn(text: string): string | number | boolean | null {
  try {
    const value: unknown = JSON.parse(text);
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as string;
  } catch {
    // No JSON: the text as it is.
  }
  return text;
}

export function plainText(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return plainIn(value) === value ? value : JSON.stringify(value);
}
