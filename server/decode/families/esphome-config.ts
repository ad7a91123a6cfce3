import { type EntityRule, ruleOf } from './entity-values';
import { type Announced, keyUnder, type Learnt } from './family';
import {
  type Announcer,
  announcerOf,
  type ConfigTopic,
  type Described,
  type Entity,
  entitiesOf,
} from './ha-config';
import type { JsonObject } from './json-object';

/** `<prefix>/<component>/<object>/state`. */
export interface StateTopic {
  readonly prefix: string;
  readonly component: string;
  readonly objectId: string;
}

/** Undefined below Home Assistant's own prefix, where others put their states too. */
export function stateTopicOf(levels: readonly string[]): StateTopic | undefined {
  const [component = '', objectId = '', last = ''] = levels.slice(-3);
  const prefix = levels.slice(0, -3).join('/');
  if (last !== 'state' || prefix === '' || objectId === '' || levels[0] === 'homeassistant') return undefined;
  return { prefix, component, objectId };
}

/** A series that a node of ESPHome announced: its state comes plain, on the topic that its name makes. */
export interface NodeEntity {
  readonly prefix: string;
  readonly entity: Entity;
  readonly about: Announcer;
}

/** Undefined for what another program announces, or comes by a way of its own. */
export function nodeEntityOf(topic: ConfigTopic, config: JsonObject): NodeEntity | undefined {
  if (topic.component === 'device' || topic.node === undefined) return undefined;
  const [entity] = entitiesOf(topic, config);
  const state = entity && stateTopicOf(entity.stateTopic.split('/'));
  if (state === undefined || entity === undefined || entity.template !== undefined) return undefined;
  if (state.component !== entity.component || state.objectId !== topic.objectId) return undefined;
  return { prefix: state.prefix, entity, about: announcerOf(config) };
}

export const stateKey = (topic: string) => `state ${topic}`;
export const aliveGroup = (topic: string) => `alive ${topic}`;
export const configKey = (topic: string) => `config ${topic}`;
export const nodeKey = (prefix: string) => `node ${prefix}`;

/** What is remembered of a series, its node, and where the node says that it is there. */
export function learntOf({ prefix, entity, about }: NodeEntity, configTopic: string): readonly Learnt[] {
  const { component, objectId, uniqueId, name, unit, deviceClass, stateClass, diagnostic, resets, on, off } =
    entity;
  const described: Described = {
    ...{ component, objectId, uniqueId, name, unit, deviceClass, stateClass, diagnostic, resets, on, off },
  };
  return [
    { key: stateKey(entity.stateTopic), content: described },
    { key: configKey(configTopic), content: { state: entity.stateTopic } },
    { key: nodeKey(prefix), content: { name: about.name ?? prefix } },
    ...entity.availability.map(({ topic, payloadOnline, payloadOffline }) => ({
      key: keyUnder(aliveGroup(topic), prefix),
      content: { key: prefix, on: payloadOnline, off: payloadOffline },
    })),
  ];
}

const rules = new WeakMap<object, { readonly rule: EntityRule | undefined }>();

/** What a remembered series measures, found out once. */
export function rememberedRule(described: Described): EntityRule | undefined {
  const known = rules.get(described) ?? { rule: ruleOf(described) };
  rules.set(described, known);
  return known.rule;
}

export function announcedSeries({ prefix, entity }: NodeEntity): Announced[] {
  const rule = ruleOf(entity);
  if (rule === undefined) return [];
  return [
    {
      device: prefix,
      stateTopic: entity.stateTopic,
      property: entity.objectId,
      quantity: rule.quantity,
      unit: rule.unit === '' ? null : rule.unit,
      channel: entity.objectId,
      ...(entity.uniqueId !== undefined && { uniqueId: entity.uniqueId }),
      template: null,
      availability: entity.availability.map(({ topic, payloadOnline, payloadOffline }) => ({
        topic,
        payloadOnline,
        payloadOffline,
      })),
      ...(entity.expireAfter !== undefined && { expireAfter: entity.expireAfter }),
    },
  ];
}
