import type { InfluxMapping } from '@/contracts/mapping';
import type { Measure } from '@/contracts/reading';
import type { CompiledMapping, Moment } from './compiled-mapping';
import { stampFrom } from './device-time';
import { protocolLines } from './line-protocol';
import { measureRule } from './measure-rule';
import { refuse } from './refusal';

const MOST_MEASURES = 256;
const LONGEST_CHANNEL = 120;
const QUOTED = /^"(.*)"$/s;
// An integer says so by a letter.
const INTEGER = /^([+-]?\d+)[iu]$/;

/** Lines of InfluxDB's line protocol. A line's measurement and tags are the channel, where the mapping names none. */
export function influxReader(definition: InfluxMapping): CompiledMapping['read'] {
  const rules = definition.readings.map((value) => ({
    field: value.path,
    isWord: value.values !== undefined,
    rule: measureRule(value, definition.topic),
  }));
  return ({ payload, levels, receivedMs, zone }) => {
    const text = payload.text();
    if ('refusal' in text) return text;
    const moments: Moment[] = [];
    let count = 0;
    for (const { series, fields, timestamp } of protocolLines(text.value)) {
      const measures = rules.flatMap(({ field, isWord, rule }): Measure[] => {
        const measure = rule.measure(fieldText(fields.get(field), isWord), levels);
        return measure === undefined
          ? []
          : [{ ...measure, channel: measure.channel ?? series.slice(0, LONGEST_CHANNEL) }];
      });
      count += measures.length;
      if (measures.length === 0 || count > MOST_MEASURES) continue;
      // Nanoseconds, unless their number says that they are none.
      moments.push({ measures, stamp: stampFrom(timestamp, { format: 'auto', zone }, receivedMs) });
    }
    const [first, ...others] = moments;
    if (first === undefined) return { refusal: refuse('NO_VALUE', 'no number in any of its fields') };
    return { ...first, others };
  };
}

/** A text in quotes is no number, also where it looks like one. */
function fieldText(value: string | undefined, isWord: boolean): string | undefined {
  if (isWord) return QUOTED.exec(value ?? '')?.[1] ?? value;
  const [, integer] = INTEGER.exec(value ?? '') ?? [];
  return integer ?? value;
}
