import type { RegexMapping } from '@/contracts/mapping';
import type { CompiledMapping } from './compiled-mapping';
import { measureRule } from './measure-rule';
import { MAX_SEARCHED, type Pattern, patternOf } from './pattern';
import { refuse } from './refusal';
import { ruleMeasures } from './rule-measures';
import { sentTime } from './sent-time';

/** What patterns find in a text. Where none of them finds anything, the message is another's. */
export function regexReader(definition: RegexMapping): CompiledMapping['read'] {
  const { pattern, timeGroup } = definition;
  const compiled = new Map<string, Pattern>();
  for (const text of [pattern, ...definition.readings.map((reading) => reading.pattern)])
    if (text !== undefined) compiled.set(text, patternOf(text));
  const timeOf = sentTime(definition);
  const rules = definition.readings.map((value) => ({
    pattern: value.pattern ?? pattern ?? '',
    group: value.group ?? 1,
    channelFrom: value.channelFromGroup,
    rule: measureRule(value, definition.topic, definition),
  }));
  return (message) => {
    const text = message.payload.text();
    if ('refusal' in text) return text;
    if (text.value.length > MAX_SEARCHED)
      return { refusal: refuse('TOO_LARGE', `more than ${MAX_SEARCHED} characters to search`) };
    const found = new Map([...compiled].map(([key, each]) => [key, each.find(text.value)]));
    if ([...found.values()].every((each) => each === undefined)) return 'not mine';
    const given = ruleMeasures(rules, ({ pattern: key, group, channelFrom, rule }) => {
      const match = found.get(key);
      const channel = channelFrom === undefined ? undefined : match?.group(channelFrom);
      return rule.measure(match?.group(group), message.levels, channel);
    });
    const time = timeGroup === undefined ? undefined : found.get(pattern ?? '')?.group(timeGroup);
    if (given.measures.length > 0) return { ...given, stamp: timeOf(time, message) };
    return { refusal: refuse('NO_VALUE', 'what its patterns find is no number') };
  };
}
