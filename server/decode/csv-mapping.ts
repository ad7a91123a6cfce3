import type { CsvMapping } from '@/contracts/mapping';
import type { CompiledMapping, MessageToRead, Moment } from './compiled-mapping';
import { csvRows } from './csv-text';
import { fieldMatch } from './field-match';
import { measureRule } from './measure-rule';
import { refuse } from './refusal';
import { ruleMeasures } from './rule-measures';
import { sentTime } from './sent-time';

const MOST_MEASURES = 256;
const SEPARATOR = ',';

/** Where a column of a row is, by its index or, with a header, by its name. */
type ColumnOf = (index: number | undefined, name: string | undefined) => number | undefined;

/** Lines of columns. Each line is a moment of its own; of two without a time the later counts, where both measure the same. */
export function csvReader(definition: CsvMapping): CompiledMapping['read'] {
  const { separator = SEPARATOR, header = false } = definition;
  const momentOf = momentReader(definition);
  return (message) => {
    const text = message.payload.text();
    if ('refusal' in text) return text;
    const rows = csvRows(text.value.replaceAll('\0', ''), separator);
    const columnOf = csvColumns(header ? (rows[0] ?? []) : []);
    const first = header ? 1 : 0;
    const read = rows.slice(first).map((row, place) => momentOf(row, place + first, { columnOf, message }));
    const [newest, ...others] = bounded(read.filter((moment) => moment !== 'not mine').toReversed());
    if (newest !== undefined) return { ...newest, others };
    if (read.length > 0 && read.every((moment) => moment === 'not mine')) return 'not mine';
    return { refusal: refuse('NO_VALUE', 'no number in any of its columns') };
  };
}

function momentReader(definition: CsvMapping) {
  const holds = fieldMatch(definition.match);
  const timeOf = sentTime(definition);
  const rules = definition.readings.map((value) => ({
    value,
    rule: measureRule(value, definition.topic, definition),
  }));
  return (
    row: readonly string[],
    place: number,
    { columnOf, message }: { readonly columnOf: ColumnOf; readonly message: MessageToRead },
  ): Moment | 'not mine' => {
    const textAt = (index?: number, name?: string) => row[columnOf(index, name) ?? -1];
    const isIndex = (name: string) => /^\d{1,3}$/.test(name);
    if (!holds((name) => textAt(undefined, name) ?? (isIndex(name) ? row[Number(name)] : undefined)))
      return 'not mine';
    const given = ruleMeasures(rules, ({ value, rule }) => {
      const channel = textAt(value.channelFromIndex, value.channelFromPath);
      return rule.measure(textAt(value.index, value.path), message.levels, channel);
    });
    const stamp = timeOf(textAt(definition.timeIndex, definition.timePath), message);
    return { ...given, stamp, row: place };
  };
}

/** `names`: what stands in the header; none without one. */
export function csvColumns(names: readonly string[]): ColumnOf {
  const places = new Map(names.map((name, place) => [name.trim(), place]));
  return (index, name) => index ?? (name === undefined ? undefined : places.get(name.trim()));
}

/** As many as one message may give. */
function bounded(moments: readonly Moment[]): readonly Moment[] {
  let count = 0;
  return moments.filter(({ measures }) => {
    count += measures.length;
    return measures.length > 0 && count <= MOST_MEASURES;
  });
}
