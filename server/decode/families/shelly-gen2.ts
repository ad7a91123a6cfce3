import type { Measure } from '@/contracts/reading';
import { stampFrom } from '../device-time';
import {
  type Family,
  type FamilyAnswer,
  type FamilyKnowledge,
  type FamilyMessage,
  keyUnder,
  said,
} from './family';
import { isObject, type JsonObject, objectIn, own, textOf } from './json-object';
import { preferredRoute } from './preferred-route';
import { componentMeasures, isBareComponent, isComponentKey, isForMapping } from './shelly-gen2-components';

/** What a topic of a Shelly is about, below a prefix that its owner chose. */
interface Topic {
  readonly prefix: string;
  readonly kind: 'events' | 'status' | 'online' | 'rest';
}

/** Shelly's second generation and later: notifications, a topic a component, and the last will. */
export const shellyGen2: Family = {
  name: 'shelly-gen2',
  version: 3,
  topics: (levels) => shapeOf(levels) !== undefined,
  claims: (levels, known) => topicOf(levels, known) !== undefined,
  shares: (levels) => !levels.some((level) => NAMED.test(level)),
  teaches: (levels) => shapeOf(levels)?.kind === 'events',
  decode: (message, known) => {
    const topic = topicOf(message.levels, known);
    if (topic === undefined || topic.kind === 'rest' || message.payload.bytes.length === 0) return said();
    if (topic.kind === 'online') return lastWill(message, topic.prefix);
    const read = objectIn(message.payload);
    // What else has a topic such as status/pump:1 is somebody else's.
    const isOurs = topic.kind === 'events' || isShelly(topic.prefix, known);
    if ('refusal' in read) return isOurs ? read : 'not mine';
    if (topic.kind === 'events') return notified(topic.prefix, read.value, message, known);
    const name = message.levels.at(-1) ?? '';
    const measures = componentMeasures(name, read.value);
    if (measures.length > 0) return ofComponent(topic.prefix, measures, message, known);
    return isOurs && !isForMapping(name, read.value) ? said() : 'not mine';
  },
};

const NAMED = /^shelly/i;
const EVENTS = { name: 'events', rank: 0 };
const STATUS = { name: 'status', rank: 1 };

/** Where the same comes as notifications, those count: they say when it was. */
function ofComponent(
  key: string,
  measures: readonly Measure[],
  message: FamilyMessage,
  known: FamilyKnowledge,
): FamilyAnswer {
  const { counts, learnt } = preferredRoute({ device: key, ...STATUS }, known, message);
  return said({ devices: counts ? [{ key, measures }] : [], learnt });
}

/** What a topic is about by its last levels, whoever's it is. */
function shapeOf(levels: readonly string[]): Topic | undefined {
  const [last = '', before = ''] = [levels.at(-1), levels.at(-2)];
  const below = (depth: number, kind: Topic['kind']): Topic | undefined => {
    const prefix = levels.slice(0, -depth).join('/');
    return prefix === '' ? undefined : { prefix, kind };
  };
  if (before === 'events' && last === 'rpc') return below(2, 'events');
  if (before === 'status' && (isComponentKey(last) || isBareComponent(last))) return below(2, 'status');
  if (last === 'online') return below(1, 'online');
  if (last === 'rpc') return below(1, 'rest');
  return (before === 'debug' && last === 'log') || before === 'command' ? below(2, 'rest') : undefined;
}

/** `…/online` and the like are common names: they count below a prefix that is known, or called as Shellys are. */
function topicOf(levels: readonly string[], known: FamilyKnowledge): Topic | undefined {
  const topic = shapeOf(levels);
  if (topic === undefined || topic.kind === 'events') return topic;
  const isPlain = topic.kind === 'status' && isComponentKey(levels.at(-1) ?? '');
  return isPlain || isShelly(topic.prefix, known) ? topic : undefined;
}

function isShelly(prefix: string, known: FamilyKnowledge): boolean {
  if (NAMED.test(prefix.slice(prefix.lastIndexOf('/') + 1)) || known.of(prefix) !== undefined) return true;
  // It has never notified, and yet told how a component is.
  return known.of(keyUnder(`route ${prefix}`, STATUS.name)) !== undefined;
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
  message: FamilyMessage,
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
  const isLeft = Object.entries(status).some(
    ([name, component]) => isObject(component) && isForMapping(name, component),
  );
  if (measures.length === 0 && isLeft) return 'not mine';
  const before = known.of(key);
  const isNews = !isObject(before) || own(before, 'source') !== source;
  if (measures.length === 0 && !isNews) return said();
  const route =
    measures.length === 0 ? [] : preferredRoute({ device: key, ...EVENTS }, known, message).learnt;
  const stamp = stampFrom(own(status, 'ts'), { format: 'unix_s', zone: undefined }, message.receivedMs);
  return said({
    devices: [{ key, measures, stamp, ...(model !== undefined && { model }) }],
    learnt: [...(isNews ? [{ key, content: { source } }] : []), ...route],
  });
}
