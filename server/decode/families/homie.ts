import type { Availability } from '@/contracts/sensor';
import {
  type DeviceSaid,
  type Discovered,
  type Family,
  type FamilyKnowledge,
  type FamilyMessage,
  type FamilySaid,
  keyUnder,
  type Learnt,
  said,
} from './family';
import {
  descriptionIn,
  type HomieDescription,
  type HomieProperty,
  measureOfProperty,
  propertyIn,
} from './homie-property';
import { type HomieTopic, homieTopic } from './homie-topic';
import { isObject, storable, textOf } from './json-object';
import { measureFrom } from './sent-value';

const AVAILABLE: Readonly<Record<string, Availability>> = {
  ready: 'online',
  alert: 'online',
  sleeping: 'online',
  disconnected: 'offline',
  lost: 'offline',
};
const INIT = 'init';
const LOST = 'lost';
const TAUGHT = new Set(['$name', '$unit', '$datatype', '$settable', '$format']);
const LONGEST_ATTRIBUTE = 200;
const MOST_BEHIND = 1000;
// Homie 3: what all nodes of an array have in common is said once, of `probes` for `probes_1`.
const ONE_OF_AN_ARRAY = /_\d+$/;

/** Homie 5 and 4: properties whose meaning their devices describe. */
export const homie: Family = {
  name: 'homie',
  version: 4,
  topics: (levels) => homieTopic(levels) !== undefined,
  claims: (levels, known) => {
    const topic = homieTopic(levels);
    if (topic === undefined || topic.domain === 'homie') return topic !== undefined;
    const [first = ''] = topic.path;
    return first === '$state' || first === '$description' || known.of(descriptionOf(topic)) !== undefined;
  },
  teaches: (levels) => levels.at(-1)?.startsWith('$') ?? false,
  decode: (message, known) => {
    const topic = homieTopic(message.levels);
    if (topic === undefined || topic.device.startsWith('$')) return said();
    const [first = ''] = topic.path;
    if (first === '$state' && topic.path.length === 1) return state(topic, message, known);
    if (topic.version === 5) return ofVersion5(topic, message, known);
    return ofVersion4(topic, message, known);
  },
};

const descriptionOf = ({ version, key }: HomieTopic) => `${version} ${key}`;

function state(topic: HomieTopic, { payload }: FamilyMessage, known: FamilyKnowledge): FamilySaid {
  const text = payload.text();
  const word = 'value' in text ? text.value : '';
  if (topic.version === 4) return said({ devices: inState(topic.key, word) });
  if (word !== '' && word !== INIT && !Object.hasOwn(AVAILABLE, word)) return said();
  const before = lastState(topic.key, known);
  const root = remembered(known.of(descriptionOf(topic)))?.root;
  const isLost = root !== undefined && lastState(besides(topic, root), known) === LOST;
  const others = word === LOST || before === LOST ? behind(topic, known) : [];
  return said({
    devices: [
      ...inState(topic.key, isLost && word !== '' && word !== INIT ? LOST : word),
      // Who is lost can't speak for what is behind it; once it is back, what that said last holds again.
      ...others.flatMap((key) => inState(key, word === LOST ? LOST : (lastState(key, known) ?? ''))),
    ],
    learnt: word === before ? [] : [{ key: stateKey(topic.key), content: word === '' ? null : { word } }],
  });
}

function inState(key: string, word: string): DeviceSaid[] {
  const availability = Object.hasOwn(AVAILABLE, word) ? AVAILABLE[word] : undefined;
  return availability === undefined ? [] : [{ key, measures: [], availability }];
}

const stateKey = (key: string) => `state ${key}`;

/** What a device of Homie 5 said of itself last. */
function lastState(key: string, known: FamilyKnowledge): string | undefined {
  const content = known.of(stateKey(key));
  return isObject(content) ? textOf(content, 'word') : undefined;
}

/** What a device calls its children, and everything that calls it its root. */
function behind(topic: HomieTopic, known: FamilyKnowledge): readonly string[] {
  const children = remembered(known.of(descriptionOf(topic)))?.children ?? [];
  const keys = children.map((child) => besides(topic, child));
  const below = known.under(rootGroup(topic.key)).map(([key]) => key);
  return [...new Set([...keys, ...below])].filter((key) => key !== topic.key).slice(0, MOST_BEHIND);
}

/** The key of another device of the same domain. */
function besides({ domain }: HomieTopic, device: string): string {
  return domain === 'homie' ? device : `${domain}/${device}`;
}

const rootGroup = (root: string) => `root ${root}`;

/** Whom a device names as its root now, and that it no longer belongs to the one before. */
function rootLearnt(topic: HomieTopic, root: string | undefined, known: FamilyKnowledge): Learnt[] {
  const before = remembered(known.of(descriptionOf(topic)))?.root;
  const entry = (of: string, content: object | null) => ({
    key: keyUnder(rootGroup(besides(topic, of)), topic.key),
    content,
  });
  return [
    ...(before === undefined || before === root ? [] : [entry(before, null)]),
    ...(root === undefined ? [] : [entry(root, {})]),
  ];
}

interface Remembered extends HomieDescription {
  readonly root?: string;
}

/** Written by `described` alone. */
function remembered(content: unknown): Remembered | undefined {
  return isObject(content) ? (content as unknown as Remembered) : undefined;
}

function ofVersion5(
  topic: HomieTopic,
  message: FamilyMessage,
  known: FamilyKnowledge,
): ReturnType<Family['decode']> {
  const { key, path } = topic;
  if (path.length === 1 && path[0] === '$description') return described(topic, message, known);
  const description = remembered(known.of(descriptionOf(topic)));
  if (description === undefined) return said({ lacks: path.length === 2 && !path[1]?.startsWith('$') });
  const { properties } = description;
  const name = path.join('/');
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return property === undefined || path.length !== 2 ? said() : told(key, path[0] ?? '', property, message);
}

function described(
  topic: HomieTopic,
  { payload, topic: whole }: FamilyMessage,
  known: FamilyKnowledge,
): ReturnType<Family['decode']> {
  const learnt = descriptionOf(topic);
  if (payload.bytes.length === 0)
    return said({ learnt: [{ key: learnt, content: null }, ...rootLearnt(topic, undefined, known)] });
  const read = payload.json();
  if ('refusal' in read) return read;
  const description = descriptionIn(read.value);
  if (description === undefined) return said();
  const { name, properties } = description;
  const root = isObject(read.value) ? textOf(read.value, 'root') : undefined;
  const base = whole.slice(0, -'$description'.length);
  return said({
    devices: [{ key: topic.key, measures: [], ...(name && { name }) }],
    learnt: [
      { key: learnt, content: { ...description, ...(root !== undefined && { root }) } },
      ...rootLearnt(topic, root, known),
    ],
    discovered: Object.entries(properties).map(([path, property]) =>
      announced(topic.key, `${base}${path}`, property),
    ),
  });
}

function announced(device: string, stateTopic: string, { quantity, unit }: HomieProperty): Discovered {
  const [node = '', property = ''] = stateTopic.split('/').slice(-2);
  return { device, stateTopic, property, quantity, unit: unit === '' ? null : unit, channel: node };
}

function told(
  key: string,
  node: string,
  property: HomieProperty,
  { payload }: FamilyMessage,
): ReturnType<Family['decode']> {
  const text = payload.text();
  if ('refusal' in text) return text;
  const measures = measureOfProperty(property, text.value, node);
  return measures.length === 0 ? said() : said({ devices: [{ key, measures }] });
}

/** Each attribute has a topic of its own, and they come in any order. */
function ofVersion4(
  topic: HomieTopic,
  message: FamilyMessage,
  known: FamilyKnowledge,
): ReturnType<Family['decode']> {
  const { key, path } = topic;
  const last = path.at(-1) ?? '';
  const text = message.payload.text();
  if (path[0]?.startsWith('$')) return ofDevice(key, path.join('/'), 'value' in text ? text.value : '');
  const [node = '', id = ''] = path;
  if (path.length === 3 && TAUGHT.has(last)) return attribute(topic, message, known);
  if (path.length !== 2 || id.startsWith('$')) return said();
  const property =
    propertyIn(attributesOf(topic, node, id, known)) ??
    propertyIn(attributesOf(topic, node.replace(ONE_OF_AN_ARRAY, ''), id, known));
  return property === undefined ? said() : told(key, node, property, message);
}

function ofDevice(key: string, name: string, value: string): FamilySaid {
  const text = storable(value).trim().slice(0, 120);
  if (text === '') return said();
  if (name === '$name') return said({ devices: [{ key, name: text, measures: [] }] });
  if (name === '$fw/version') return said({ devices: [{ key, firmware: text, measures: [] }] });
  if (name === '$implementation') return said({ devices: [{ key, model: text, measures: [] }] });
  if (name !== '$stats/battery' && name !== '$stats/uptime') return said();
  const sent =
    name === '$stats/battery' ? { quantity: 'battery', unit: '%' } : { quantity: 'uptime', unit: 's' };
  const measures = measureFrom(text, { ...sent, channel: null });
  return measures.length === 0 ? said() : said({ devices: [{ key, measures }] });
}

function attribute(
  topic: HomieTopic,
  { payload, topic: whole }: FamilyMessage,
  known: FamilyKnowledge,
): FamilySaid {
  const [node = '', id = '', name = ''] = topic.path;
  const read = payload.text();
  const value = 'value' in read ? storable(read.value).slice(0, LONGEST_ATTRIBUTE) : '';
  const content = value === '' ? null : { value };
  const learnt = [{ key: attributeOf(topic, node, id, name), content }];
  const attributes = attributesOf(topic, node, id, known);
  const property = name === '$unit' && value !== '' ? propertyIn({ ...attributes, unit: value }) : undefined;
  const stateTopic = whole.slice(0, -'/$unit'.length);
  return said({
    learnt,
    discovered: property === undefined ? [] : [announced(topic.key, stateTopic, property)],
  });
}

function attributeOf({ key }: HomieTopic, node: string, id: string, name: string): string {
  return `4 ${key}/${node}/${id} ${name}`;
}

function attributesOf(topic: HomieTopic, node: string, id: string, known: FamilyKnowledge) {
  const told = (name: string) => {
    const content = known.of(attributeOf(topic, node, id, name));
    return isObject(content) ? textOf(content, 'value') : undefined;
  };
  const named = {
    name: told('$name'),
    unit: told('$unit'),
    datatype: told('$datatype'),
    format: told('$format'),
  };
  return { node, id, ...named, settable: told('$settable') === 'true' };
}
