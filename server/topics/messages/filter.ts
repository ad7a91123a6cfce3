import { pointerTokens, toPointer } from '@/contracts/json-pointer';
import type { MessageFilter } from '@/contracts/topic-messages';
import { valueAt } from '@/contracts/value-at';
import type { StreamRecord } from '@/server/stream/types';
import { mqttTopicOf } from './message-line';

/** Why what was typed finds nothing, in a sentence. */
export class BadFilter extends Error {}

/** Whether a message is one that is looked for. Throws `BadFilter` for a filter that means nothing. */
export function filterOf(filter: MessageFilter): (record: StreamRecord) => boolean {
  const tests = [
    ...(filter.text ? [hasText(filter.text)] : []),
    ...(filter.key ? [hasKey(filter.key)] : []),
    ...(filter.header ? [hasHeader(filter.header)] : []),
    ...(filter.pointer ? [hasValueAt(filter.pointer)] : []),
  ];
  return (record) => tests.every((test) => test(record));
}

type Test = (record: StreamRecord) => boolean;

function hasText(text: string): Test {
  const wanted = text.toLowerCase();
  return (record) =>
    [record.key?.toString('utf8'), mqttTopicOf(record), record.value?.toString('utf8')].some(
      (part) => part?.toLowerCase().includes(wanted) ?? false,
    );
}

function hasKey(key: string): Test {
  return (record) => record.key?.toString('utf8').includes(key) ?? false;
}

function hasHeader(header: string): Test {
  const [name = '', value] = split(header);
  return ({ headers }) => {
    const found = Object.hasOwn(headers, name) ? headers[name] : undefined;
    if (value === undefined) return Object.hasOwn(headers, name);
    return found?.toString('utf8').includes(value) ?? false;
  };
}

function hasValueAt(written: string): Test {
  const [path = '', value] = split(written);
  const pointer = toPointer(path.trim());
  if (pointer === undefined || pointer === '')
    throw new BadFilter(`“${path}” is no JSON Pointer; one is written as /a/b or a.b.`);
  const tokens = pointerTokens(pointer);
  return (record) => {
    const found = valueAt(jsonOf(record), tokens);
    if (value === undefined) return found !== undefined;
    return typeof found === 'string' ? found === value : JSON.stringify(found) === value.trim();
  };
}

function split(written: string): readonly [string, string | undefined] {
  const equals = written.indexOf('=');
  return equals < 0 ? [written, undefined] : [written.slice(0, equals), written.slice(equals + 1)];
}

function jsonOf({ value }: StreamRecord): unknown {
  if (value === null) return undefined;
  try {
    return JSON.parse(value.toString('utf8'));
  } catch {
    return undefined;
  }
}
