import { stampFrom } from '../device-time';
import { refuse } from '../refusal';
import { type Family, type FamilyAnswer, type FamilyKnowledge, type FamilyMessage, said } from './family';
import { isObject, type JsonObject, own, textOf } from './json-object';
import { componentMeasures, isComponentKey } from './shelly-gen2-components';

/** What a topic of a Shelly is about, below a prefix that its owner chose. */
interface Topic {
  readonly prefix: string;
  readonly kind: 'events' | 'status' | 'online' | 'rest';
}

/** Shelly's second generation and later: notifications, a topic a component, and the last will. */
export const shellyGen2: Family = {
  name: 'shelly-gen2',
  version: 1,
  claims: (levels, known) => topicOf(levels, known) !== undefined,
  shares: (levels) => !levels.some((level) => NAMED.test(level)),
  teaches: (levels) => levels.length >= 3 && levels.at(-2) === 'events' && levels.at(-1) === 'rpc',
  decode: (message, known) => {
    const topic = topicOf(message.levels, known);
    if (topic === undefined || topic.kind === 'rest' || message.payload.bytes.length === 0) return said();
    if (topic.kind === 'online') return lastWill(message, topic.prefix);
    const read = message.payload.json();
    // What else has a topic such as status/pump:1 is somebody else's.
    const isOurs = topic.kind === 'events' || isShelly(topic.prefix, known);
    if ('refusal' in read) return isOurs ? read : 'not mine';
    if (!isObject(read.value)) {
      return isOurs ? { refusal: refuse('BAD_JSON', 'a JSON object was expected') } : 'not mine';
    }
    if (topic.kind === 'events') return notified(topic.prefix, read.value, message, known);
    const measures = componentMeasures(message.levels.at(-1) ?? '', read.value);
    if (measures.length === 0) return isOurs ? said() : 'not mine';
    return said({ devices: [{ key: topic.prefix, measures }] });
  },
};

const NAMED = /^shelly/i;
const BARE_COMPONENTS = new Set([
  'wifi',
  'sys',
  'cloud',
  'mqtt',
  'ble',
  'ws',
  'eth',
  'ht_ui',
  'knx',
  'matter',
]);

/** `…/online` and the like are common names: they count below a prefix that is known, or called as Shellys are. */
function topicOf(levels: readonly string[], known: FamilyKnowledge): Topic | undefined {
  const below = (depth: number) => levels.slice(0, -depth).join('/');
  const [last = '', before = ''] = [levels.at(-1), levels.at(-2)];
  if (before === 'events' && last === 'rpc' && below(2) !== '') return { prefix: below(2), kind: 'events' };
  if (before === 'status' && below(2) !== '') {
    const prefix = below(2);
    if (isComponentKey(last)) return { prefix, kind: 'status' };
    if (BARE_COMPONENTS.has(last) && isShelly(prefix, known)) return { prefix, kind: 'status' };
  }
  if (last === 'online' && isShelly(below(1), known)) return { prefix: below(1), kind: 'online' };
  if (last === 'rpc' && isShelly(below(1), known)) return { prefix: below(1), kind: 'rest' };
  const isLog = (before === 'debug' && last === 'log') || before === 'command';
  return isLog && isShelly(below(2), known) ? { prefix: below(2), kind: 'rest' } : undefined;
}

function isShelly(prefix: string, known: FamilyKnowledge): boolean {
  if (prefix === '') return false;
  return NAMED.test(prefix.slice(prefix.lastIndexOf('/') + 1)) || known.of(prefix) !== undefined;
}

function lastWill({ payload }: FamilyMessage, key: string): FamilyAnswer {
  const text = payload.text();
  if ('refusal' in text) return text;
  const word = text.value.trim();
  if (word !== 'true' && word !== 'false') return said();
  return said({ devices: [{ key, measures: [], availability: word === 'true' ? 'online' : 'offline' }] });
}

// shellyplus2pm-3ce90e2f7c34: what it is, and its MAC.
const SOURCE = /^(.+)-[0-9a-f]{6,12}$/i;

function notified(
  key: string,
  frame: JsonObject,
  { receivedMs }: FamilyMessage,
  known: FamilyKnowledge,
): FamilyAnswer {
  const source = textOf(frame, 'src', 120);
  const params = own(frame, 'params');
  if (source === undefined || textOf(frame, 'method') === undefined) return 'not mine';
  const model = SOURCE.exec(source)?.[1];
  const method = own(frame, 'method');
  const isStatus = method === 'NotifyStatus' || method === 'NotifyFullStatus';
  const status = isStatus && isObject(params) ? params : {};
  const measures = Object.entries(status).flatMap(([name, component]) =>
    isObject(component) ? componentMeasures(name, component) : [],
  );
  const before = known.of(key);
  const isNews = !isObject(before) || own(before, 'source') !== source;
  if (measures.length === 0 && !isNews) return said();
  const stamp = stampFrom(own(status, 'ts'), { format: 'unix_s', zone: undefined }, receivedMs);
  return said({
    devices: [{ key, measures, stamp, ...(model !== undefined && { model }) }],
    learnt: isNews ? [{ key, content: { source } }] : [],
  });
}
