import type { MappingFormat } from '@/contracts/mapping';
import type { MappingSample } from '@/contracts/mapping-preview';
import type { Typed } from './typed-fields';

/** How a message seems to be written, and what a mapping has to say of that besides. */
export interface LikelyFormat {
  readonly format: MappingFormat;
  readonly typed: Typed;
}

const NUMBER = /^[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:e[+-]?\d{1,3})?(\s?[^\d\s,;|:=]{1,8})?$/i;
const LINE = /^[^\s,=]+(?:,[^\s,=]+=[^\s,=]+)*\s[^\s,=]+=\S+(?:\s-?\d+)?$/;
const STATES = /^(?:on|off|true|false|yes|no)$/i;
const PRESENCE = /^(?:online|offline)$/i;
const COLUMNS = [';', '\t', '|', ','];
const PAIRS: readonly Typed[] = [';', '&', ',', undefined].flatMap((pairSeparator) =>
  ['=', ':'].map((key) => ({
    ...(pairSeparator !== undefined && { pairSeparator }),
    ...(key !== '=' && { keySeparator: key }),
  })),
);

/** A hint for people by one message; undefined where it is empty or as JSON has values to press. */
export function likelyFormat({
  text,
  leaves,
}: Pick<MappingSample, 'text' | 'leaves'>): LikelyFormat | undefined {
  if (text === null) return { format: 'binary', typed: {} };
  const said = text.trim();
  if (said === '' || leaves.some(({ pointer }) => pointer !== '')) return undefined;
  const [first = ''] = said.split('\n');
  if (LINE.test(first)) return { format: 'influx', typed: {} };
  if (PRESENCE.test(said)) return { format: 'availability', typed: {} };
  if (STATES.test(said)) return { format: 'bool', typed: {} };
  return ofNumber(said) ?? ofPairs(said) ?? ofColumns(said) ?? { format: 'regex', typed: {} };
}

function ofNumber(text: string): LikelyFormat | undefined {
  const found = NUMBER.exec(text);
  if (found === null) return undefined;
  const typed = {
    ...(text.includes(',') && { decimalSeparator: ',' }),
    ...(found[1] !== undefined && { allowUnitSuffix: 'yes' }),
  };
  return { format: 'number', typed };
}

function ofPairs(text: string): LikelyFormat | undefined {
  const typed = PAIRS.find(({ pairSeparator, keySeparator = '=' }) => {
    const parts = text.split(pairSeparator ?? /\s+/).filter((part) => part.trim() !== '');
    return parts.every((part) => isPair(part, keySeparator, pairSeparator === undefined));
  });
  return typed && { format: 'kv', typed };
}

function isPair(part: string, between: string, isOneWord: boolean): boolean {
  const [key = '', value = '', ...more] = part.split(between).map((side) => side.trim());
  return (
    /^[a-z_][\w.-]{0,39}$/i.test(key) && value !== '' && more.length === 0 && (isOneWord || !/\s/.test(key))
  );
}

function ofColumns(text: string): LikelyFormat | undefined {
  const row = text.split('\n').at(-1) ?? '';
  const separator = COLUMNS.find((mark) => {
    const cells = row.split(mark);
    return cells.length > 1 && cells.filter((cell) => NUMBER.test(cell.trim())).length * 2 >= cells.length;
  });
  if (separator === undefined) return undefined;
  return { format: 'csv', typed: separator === ',' ? {} : { separator: separator.replace('\t', '\\t') } };
}
