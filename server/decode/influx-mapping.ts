import type { InfluxMapping } from '@/contracts/mapping';
import type { CompiledMapping, Moment } from './compiled-mapping';
import { stampFrom } from './device-time';
import { storable } from './families/json-object';
import { fingerprint } from './fingerprint';
import { protocolLines } from './line-protocol';
import { measureRule } from './measure-rule';
import { refuse } from './refusal';
import { ruleMeasures } from './rule-measures';

const MOST_MEASURES = 256;
const LONGEST_CHANNEL = 120;
const QUOTED = /^"(.*)"$/s;
// An integer says so by a letter.
const INTEGER = /^([+-]?\d+)[iu]$/;

/**
 * Lines of InfluxDB's line protocol. A line's measurement and tags are the channel, where the mapping names none. Of one message
 * the first 256 measures count, and of two lines of one series and time the later.
 */
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
      const given = ruleMeasures(rules, ({ field, isWord, rule }) => {
        const measure = rule.measure(fieldText(fields.get(field), isWord), levels);
        return measure && { ...measure, channel: measure.channel ?? channelOf(series) };
      });
      count += given.measures.length;
      if (given.measures.length === 0 || count > MOST_MEASURES) continue;
      // Nanoseconds, unless their number says that they are none.
      moments.push({ ...given, stamp: stampFrom(timestamp, { format: 'auto', zone }, receivedMs) });
    }
    // Of two of one moment the first counts: the one that was written last.
    const [newest, ...others] = moments.toReversed();
    if (newest === undefined) return { refusal: refuse('NO_VALUE', 'no number in any of its fields') };
    return { ...newest, others };
  };
}

/** Two long ones that begin alike stay two. */
function channelOf(series: string): string {
  const channel = storable(series);
  if (channel.length <= LONGEST_CHANNEL) return channel;
  const { high, low } = fingerprint(channel);
  const own = `${high.toString(16).padStart(8, '0')}${low.toString(16).padStart(8, '0')}`;
  return `${storable(channel.slice(0, LONGEST_CHANNEL - own.length - 1))}~${own}`;
}

/** A text in quotes is no number, also where it looks like one. */
function fieldText(value: string | undefined, isWord: boolean): string | undefined {
  if (isWord) return QUOTED.exec(value ?? '')?.[1] ?? value;
  const [, integer] = INTEGER.exec(value ?? '') ?? [];
  return integer ?? value;
}
