import { numberFrom } from '../number-text';
import { entityMeasure, guessedRule } from './entity-values';
import {
  aliveGroup,
  announcedSeries,
  configKey,
  learntOf,
  nodeEntityOf,
  nodeKey,
  rememberedRule,
  type StateTopic,
  stateKey,
  stateTopicOf,
} from './esphome-config';
import { type Family, type FamilyAnswer, type FamilyKnowledge, type FamilyMessage, said } from './family';
import { type ConfigTopic, configTopicOf, DEFAULT_PREFIX, type Described } from './ha-config';
import { isObject, own, textOf } from './json-object';

/**
 * ESPHome over MQTT: a topic a value. What is measured its discovery messages tell, and without those the last words of a
 * value's name.
 */
export const esphome: Family = {
  name: 'esphome',
  version: 4,
  // A node says on a topic of its choice that it is there.
  topics: () => true,
  claims: (levels, known) =>
    configTopicOf(levels) !== undefined ||
    isAbout(levels) ||
    stateTopicOf(levels) !== undefined ||
    isStatus(levels, known),
  teaches: (levels) => configTopicOf(levels) !== undefined,
  decode: (message, known) => {
    const { levels } = message;
    const config = configTopicOf(levels);
    if (config !== undefined) return ofConfig(config, message, known);
    if (message.payload.bytes.length === 0) return said();
    if (isAbout(levels)) return described(message);
    const state = stateTopicOf(levels);
    if (state !== undefined) return ofState(state, message, known);
    return levels.at(-1) === 'debug' ? ofLog(message, known) : ofStatus(message, known);
  },
};

/** esphome/discover/<node>, which a node answers with about itself. */
function isAbout(levels: readonly string[]): boolean {
  return levels.length === 3 && levels[0] === 'esphome' && levels[1] === 'discover';
}

/** `<node>/status` and `<node>/debug`, unless the node said otherwise. */
function isStatus(levels: readonly string[], known: FamilyKnowledge): boolean {
  const last = levels.at(-1);
  if (levels.length === 2 && levels[0] !== DEFAULT_PREFIX && (last === 'status' || last === 'debug'))
    return true;
  if (last === 'debug') return known.of(nodeKey(levels.slice(0, -1).join('/'))) !== undefined;
  return known.under(aliveGroup(levels.join('/'))).length > 0;
}

function ofConfig(topic: ConfigTopic, message: FamilyMessage, known: FamilyKnowledge): FamilyAnswer {
  const key = configKey(message.topic);
  const before = known.of(key);
  const formerState = isObject(before) ? own(before, 'state') : undefined;
  const forgotten = typeof formerState === 'string' ? [{ key: stateKey(formerState), content: null }] : [];
  if (message.payload.bytes.length === 0) {
    if (before === undefined && message.levels[0] !== DEFAULT_PREFIX) return 'not mine';
    return said({
      learnt: before === undefined ? [] : [...forgotten, { key, content: null }],
      discovered: [{ removed: true, topic: message.topic }],
    });
  }
  const read = message.payload.json();
  if ('refusal' in read) return message.levels[0] === DEFAULT_PREFIX ? read : 'not mine';
  const node = isObject(read.value) ? nodeEntityOf(topic, read.value) : undefined;
  if (node === undefined) return 'not mine';
  const { name, model, firmware } = node.about;
  const moved = formerState === node.entity.stateTopic ? [] : forgotten;
  return said({
    devices: [{ key: node.prefix, measures: [], ...whatIsSaid(name, model, firmware) }],
    learnt: [...moved, ...learntOf(node, message.topic)],
    discovered: announcedSeries(node),
  });
}

/** 2026.10.2 (Oct 21 2026, 10:11:12): the day it was built is left out. */
function whatIsSaid(name?: string, model?: string, firmware?: string) {
  const version = firmware?.split(' (')[0];
  return { ...(name && { name }), ...(model && { model }), ...(version && { firmware: version }) };
}

function described({ payload, levels }: FamilyMessage): FamilyAnswer {
  const read = payload.json();
  if ('refusal' in read) return read;
  if (!isObject(read.value)) return said();
  const key = textOf(read.value, 'name', 120) ?? levels[2] ?? '';
  if (key === '') return said();
  const name = textOf(read.value, 'friendly_name', 120);
  const model = textOf(read.value, 'board', 120) ?? textOf(read.value, 'platform', 120);
  const firmware = textOf(read.value, 'version', 80);
  return said({ devices: [{ key, measures: [], ...whatIsSaid(name, model, firmware) }] });
}

function ofState(
  { prefix, component, objectId }: StateTopic,
  { payload, topic, settingsOf }: FamilyMessage,
  known: FamilyKnowledge,
): FamilyAnswer {
  const content = known.of(stateKey(topic));
  const isNode = content !== undefined || known.of(nodeKey(prefix)) !== undefined;
  const text = payload.text();
  if ('refusal' in text) return isNode ? text : 'not mine';
  const word = text.value.trim();
  if (isObject(content)) {
    // Written by `learntOf` alone.
    const entity = content as unknown as Described;
    const rule = rememberedRule(entity);
    const measures = rule === undefined ? [] : entityMeasure(word, rule, entity, objectId);
    return measures.length === 0 ? said() : said({ devices: [{ key: prefix, measures }] });
  }
  const mayGuess = component === 'sensor' && settingsOf(prefix).nameHeuristics !== false;
  const guess = mayGuess && isPlain(word) ? guessedRule(objectId) : undefined;
  if (guess === undefined) return isNode ? said() : 'not mine';
  const measures = entityMeasure(word, guess, { on: 'ON', off: 'OFF' }, objectId);
  return measures.length === 0 ? said() : said({ devices: [{ key: prefix, measures }] });
}

/** As ESPHome writes a number, or that there is none. */
function isPlain(word: string): boolean {
  return numberFrom(word) !== undefined || /^-?(?:nan|inf|None)$/i.test(word);
}

function ofStatus({ payload, topic, levels }: FamilyMessage, known: FamilyKnowledge): FamilyAnswer {
  const nodes = known.under(aliveGroup(topic));
  const text = payload.text();
  const word = 'value' in text ? text.value.trim() : '';
  if (nodes.length === 0) {
    if (word !== 'online' && word !== 'offline') return 'not mine';
    const [key = ''] = levels;
    // Many programs say so on such a topic.
    const isNode = known.of(nodeKey(key)) !== undefined;
    const devices = [{ key, measures: [], availability: word } as const];
    return said({ devices, ...(!isNode && { isGuess: true }) });
  }
  const devices = nodes.flatMap(([key, content]) => {
    if (!isObject(content)) return [];
    const isOnline = word === own(content, 'on');
    if (!isOnline && word !== own(content, 'off')) return [];
    return [{ key, measures: [], availability: isOnline ? ('online' as const) : ('offline' as const) }];
  });
  return said({ devices });
}

// [D][sensor:093]: …, coloured by escape sequences.
const LOG_LINE = /^(?:\p{Cc}\[[\d;]*m)?\[[EWICDV]+\]\[/u;

function ofLog({ payload, levels }: FamilyMessage, known: FamilyKnowledge): FamilyAnswer {
  if (known.of(nodeKey(levels.slice(0, -1).join('/'))) !== undefined) return said();
  const text = payload.text();
  return 'value' in text && LOG_LINE.test(text.value) ? said() : 'not mine';
}
