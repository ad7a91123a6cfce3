import type { Measure } from '@/contracts/reading';
import type { Availability } from '@/contracts/sensor';
import { openPayload, type Payload } from '../payload';
import { withoutRepeats } from '../without-repeats';
import { entityMeasure, ruleOf } from './entity-values';
import { nodeEntityOf } from './esphome-config';
import {
  type DeviceSaid,
  type Family,
  type FamilyAnswer,
  type FamilyKnowledge,
  type FamilyMessage,
  said,
} from './family';
import { announcerOf, type ConfigTopic, configTopicOf, DEFAULT_PREFIX, entitiesOf } from './ha-config';
import {
  aliveGroup,
  announcedSeries,
  channelOf,
  configKey,
  deviceKeyOf,
  learntOf,
  presenceTemplate,
  type RememberedPresence,
  type RememberedSeries,
  readerOf,
  stateGroup,
  wordKey,
} from './ha-knowledge';
import { isObject } from './json-object';
import { asText } from './template-values';
import { UNSUPPORTED, type ValueTemplate } from './value-template';

const MOST_SERIES = 100;
const NOTHING_KNOWN: FamilyKnowledge = { of: () => undefined, under: () => [] };
const NOTHING_SENT = openPayload(new Uint8Array());
// What it announces comes on topics that only its own list of devices tells.
const ZIGBEE2MQTT = 'Zigbee2MQTT';

/**
 * Whatever announces itself by Home Assistant's MQTT discovery. What one of the `native` families reads is left to it,
 * whoever announces it.
 */
export function haDiscovery(native: readonly Family[]): Family {
  const isNative = (topic: string) => {
    const levels = topic.split('/');
    return native.some(
      (family) =>
        family.topics(levels) &&
        family.claims?.(levels, NOTHING_KNOWN, NOTHING_SENT) !== false &&
        family.shares?.(levels) !== true,
    );
  };
  return {
    name: 'ha-discovery',
    version: 5,
    topics: () => true,
    claims: (levels, known) => {
      if (configTopicOf(levels) !== undefined || isOfHomeAssistant(levels)) return true;
      const topic = levels.join('/');
      return known.under(stateGroup(topic)).length > 0 || known.under(aliveGroup(topic)).length > 0;
    },
    teaches: (levels) => configTopicOf(levels) !== undefined,
    decode: (message, known) => {
      const config = configTopicOf(message.levels);
      if (config !== undefined) return ofConfig(config, message, known, isNative);
      return isOfHomeAssistant(message.levels) ? said() : ofDevices(message, known);
    },
  };
}

/** homeassistant/status is Home Assistant's own; so are the descriptions of what doesn't measure. */
function isOfHomeAssistant(levels: readonly string[]): boolean {
  return (
    levels[0] === DEFAULT_PREFIX &&
    (levels.at(-1) === 'config' || (levels[1] === 'status' && levels.length === 2))
  );
}

function ofConfig(
  topic: ConfigTopic,
  message: FamilyMessage,
  known: FamilyKnowledge,
  isNative: (topic: string) => boolean,
): FamilyAnswer {
  const before = known.of(configKey(message.topic));
  const removed = { removed: true, topic: message.topic } as const;
  if (message.payload.bytes.length === 0) {
    // Perhaps a node of ESPHome takes it back.
    if (before === undefined) return 'not mine';
    return said({ learnt: learntOf(message.topic, [], before), discovered: [removed] });
  }
  const read = message.payload.json();
  if ('refusal' in read) return message.levels[0] === DEFAULT_PREFIX ? read : 'not mine';
  if (!isObject(read.value)) return 'not mine';
  const config = read.value;
  if (before === undefined && nodeEntityOf(topic, config) !== undefined) return 'not mine';
  const announcer = announcerOf(config);
  const all = entitiesOf(topic, config);
  if (all.length === 0 && before === undefined && message.levels[0] !== DEFAULT_PREFIX) return 'not mine';
  const entities = all
    .filter(({ stateTopic }) => announcer.origin !== ZIGBEE2MQTT && !isNative(stateTopic))
    .map((entity) => ({ entity, device: deviceKeyOf(announcer, entity) }));
  const measuring = entities.filter(({ entity }) => ruleOf(entity) !== undefined);
  const { name, model, firmware } = announcer;
  return said({
    devices: [...new Set(measuring.map(({ device }) => device))].map((key) => ({
      ...{ key, measures: [] },
      ...(name !== undefined && { name }),
      ...(model !== undefined && { model }),
      ...(firmware !== undefined && { firmware }),
    })),
    learnt: learntOf(message.topic, measuring, before),
    discovered: measuring.flatMap(({ entity, device }) => announcedSeries(entity, device)),
  });
}

/** A topic may bring values of several devices, and tell whether they are there. */
function ofDevices(message: FamilyMessage, known: FamilyKnowledge): FamilyAnswer {
  const { payload, topic } = message;
  if (payload.bytes.length === 0) return said();
  const text = payload.text();
  if ('refusal' in text) return text;
  // Written by `learntOf` alone.
  const series = known
    .under(stateGroup(topic))
    .slice(0, MOST_SERIES)
    .map(([, each]) => each as RememberedSeries);
  const presences = known.under(aliveGroup(topic)).map(([, each]) => each as RememberedPresence);
  const measures = new Map<string, Measure[]>();
  let understood = presences.length > 0;
  for (const each of series) {
    const found = measuresOf(each, payload);
    if (found === 'unreadable') continue;
    understood = true;
    if (found.length > 0) measures.set(each.device, [...(measures.get(each.device) ?? []), ...found]);
  }
  // What no template of ours can read is still there for a mapping.
  if (!understood) return 'not mine';
  const values = [...measures].map(([key, found]): DeviceSaid => ({ key, measures: withoutRepeats(found) }));
  const { devices, learnt } = presencesOf(presences, message, known);
  return said({ devices: [...values, ...devices], learnt });
}

function measuresOf(series: RememberedSeries, payload: Payload): Measure[] | 'unreadable' {
  const reader = readerOf(series);
  if (reader === 'unreadable') return 'unreadable';
  const value = valueIn(reader.template, payload);
  if (value === UNSUPPORTED) return 'unreadable';
  if (reader.rule.binary !== undefined) {
    return value === undefined
      ? []
      : entityMeasure(asText(value).trim(), reader.rule, series, channelOf(series));
  }
  return entityMeasure(value, reader.rule, series, channelOf(series));
}

function valueIn(template: ValueTemplate | null, payload: Payload): unknown {
  if (template !== null) return template.valueIn(payload);
  const text = payload.text();
  return 'value' in text ? text.value : undefined;
}

function presencesOf(
  presences: readonly RememberedPresence[],
  { payload, topic }: FamilyMessage,
  known: FamilyKnowledge,
) {
  const devices = new Map<string, DeviceSaid>();
  let word: Availability | undefined;
  for (const presence of presences) {
    const told = wordOf(presence, payload);
    if (told === undefined) continue;
    if (presence.topics !== undefined) word = told;
    const availability = availabilityOf(told, presence, topic, known);
    if (availability !== undefined)
      devices.set(presence.device, { key: presence.device, measures: [], availability });
  }
  const learnt = word === undefined ? [] : [{ key: wordKey(topic), content: word }];
  return { devices: [...devices.values()], learnt };
}

function wordOf(presence: RememberedPresence, payload: Payload): Availability | undefined {
  const template = presenceTemplate(presence);
  if (template === 'unreadable') return undefined;
  const value = valueIn(template, payload);
  if (value === undefined || value === UNSUPPORTED) return undefined;
  const word = asText(value).trim();
  if (word === presence.on) return 'online';
  return word === presence.off ? 'offline' : undefined;
}

/** With `all`, one that is away suffices; with `any`, one that is there. Of a topic that said nothing yet nothing is assumed. */
function availabilityOf(
  told: Availability,
  { mode, topics }: RememberedPresence,
  topic: string,
  known: FamilyKnowledge,
): Availability | undefined {
  if (topics === undefined) return told;
  const others = topics.filter((other) => other !== topic).map((other) => known.of(wordKey(other)));
  if (mode === 'all') return told === 'online' && others.includes('offline') ? 'offline' : told;
  return told === 'offline' && others.includes('online') ? 'online' : told;
}
