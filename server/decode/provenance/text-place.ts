import type { Mapping } from '@/contracts/mapping';
import { csvColumns } from '../csv-mapping';
import { csvPlaces, csvRows } from '../csv-text';
import { pairPlace } from '../kv-mapping';
import { patternOf } from '../pattern';
import { trimPadding } from '../trim-padding';
import type { Place } from './json-places';
import type { MappedRule } from './mapped-value';

const NUMBER_BEFORE_UNIT = /^[+-]?[\d.,]+(?:[eE][+-]?\d+)?/;

/**
 * Where a mapping's reader takes a value out of a text, by the reader's own way of taking it apart; undefined where its format
 * names no place. `row`: of a text of rows, which of them.
 */
export function textPlace(text: string, of: MappedRule, row: number | undefined): Place | undefined {
  const place = wholePlace(text, of, row);
  return place && narrowed(text, place, of);
}

/** Without what pads it and, where a unit may follow, without the unit. */
export function narrowed(text: string, { start, end }: Place, { mapping, rule }: MappedRule): Place {
  const part = text.slice(start, end);
  const trimmed = trimPadding(part);
  const from = start + part.indexOf(trimmed);
  const isNumber = !('values' in rule) || rule.values === undefined;
  const mayHaveUnit = 'allowUnitSuffix' in mapping && mapping.allowUnitSuffix === true && isNumber;
  const [number = trimmed] = (mayHaveUnit && NUMBER_BEFORE_UNIT.exec(trimmed)) || [];
  return { start: from, end: from + number.length };
}

function wholePlace(text: string, of: MappedRule, row: number | undefined): Place | undefined {
  const { mapping, rule } = of;
  switch (mapping.format) {
    case 'number':
    case 'bool':
      return { start: 0, end: text.length };
    case 'kv':
      return 'path' in rule && rule.path !== undefined ? pairPlace(text, mapping, rule.path) : undefined;
    case 'regex':
      return patternPlace(text, mapping, rule);
    case 'csv':
      return row === undefined ? undefined : columnPlace(text, mapping, { rule, row });
    default:
      return undefined;
  }
}

type OfFormat<Format> = Extract<Mapping, { format: Format }>;

function patternPlace(
  text: string,
  { pattern: ofAll }: OfFormat<'regex'>,
  rule: MappedRule['rule'],
): Place | undefined {
  const own = 'pattern' in rule ? rule.pattern : undefined;
  const group = 'group' in rule ? rule.group : undefined;
  const pattern = own ?? ofAll;
  return pattern === undefined
    ? undefined
    : patternOf(pattern)
        .find(text)
        ?.place(group ?? 1);
}

function columnPlace(
  text: string,
  { separator = ',', header = false }: OfFormat<'csv'>,
  { rule, row }: { readonly rule: MappedRule['rule']; readonly row: number },
): Place | undefined {
  // As its reader sees the text: without NULs.
  const seen = text.replaceAll('\0', '');
  const names = header ? (csvRows(seen, separator)[0] ?? []) : [];
  const index = 'index' in rule ? rule.index : undefined;
  const name = 'path' in rule ? rule.path : undefined;
  const place = csvPlaces(seen, separator)[row]?.[csvColumns(names)(index, name) ?? -1];
  if (place === undefined || seen.length === text.length) return place;
  return { start: withNuls(text, place.start), end: withNuls(text, place.end - 1) + 1 };
}

/** Where a letter stands in the text itself. */
function withNuls(text: string, place: number): number {
  let at = 0;
  for (let letters = 0; letters < place || text[at] === '\0'; at += 1) if (text[at] !== '\0') letters += 1;
  return at;
}
