import { fingerprint } from '../fingerprint';
import { type EntityRule, ruleOf } from './entity-values';
import { type Announced, keyUnder, type Learnt } from './family';
import type { Announcer, Described, Entity, EntityAvailability } from './ha-config';
import { isObject, own } from './json-object';
import { compileTemplate, type ValueTemplate } from './value-template';

/** A series that comes on a topic, as it is remembered. */
export interface RememberedSeries extends Described {
  readonly device: string;
  readonly template?: string;
}

/** A device whose presence a topic tells, as it is remembered. */
export interface RememberedPresence {
  readonly device: string;
  readonly on: string;
  readonly off: string;
  readonly template?: string;
  readonly mode: Entity['mode'];
  /** All topics that count for the device, where not just the latest word does. */
  readonly topics?: readonly string[];
}

/** Of one config; more than a device has. */
const MOST_PRESENCES = 50;

export const stateGroup = (topic: string) => `state ${topic}`;
export const aliveGroup = (topic: string) => `alive ${topic}`;
export const wordKey = (topic: string) => `word ${topic}`;
export const configKey = (topic: string) => `config ${topic}`;

/** A device by its first identifier; what names none, by what it publishes to. */
export function deviceKeyOf({ id }: Announcer, entity: Entity): string {
  return (id ?? entity.stateTopic).slice(0, 200);
}

export function channelOf({ uniqueId, objectId }: Pick<Entity, 'uniqueId' | 'objectId'>): string {
  return uniqueId ?? objectId;
}

/** What a config teaches, and takes back of what it taught before. */
export function learntOf(
  configTopic: string,
  entities: readonly { readonly entity: Entity; readonly device: string }[],
  before: unknown,
): readonly Learnt[] {
  const series = entities.map(({ entity, device }) => ({
    key: keyUnder(stateGroup(entity.stateTopic), itemOf(configTopic, entity.objectId)),
    content: remembered(entity, device),
  }));
  const presences = new Map(
    entities.flatMap(({ entity, device }) =>
      entity.availability.map((given) => [
        keyUnder(aliveGroup(given.topic), itemOf(configTopic, device)),
        presenceOf(given, entity, device),
      ]),
    ),
  );
  const learnt: Learnt[] = [
    ...series,
    ...[...presences].slice(0, MOST_PRESENCES).map(([key, content]) => ({ key, content })),
  ];
  const keys = learnt.map(({ key }) => key);
  const gone = keysIn(before).filter((key) => !keys.includes(key));
  const own = { key: configKey(configTopic), content: keys.length === 0 ? null : { keys } };
  const isNews = keys.length > 0 || before !== undefined;
  return [...learnt, ...gone.map((key) => ({ key, content: null })), ...(isNews ? [own] : [])];
}

function keysIn(before: unknown): readonly string[] {
  const keys = isObject(before) ? own(before, 'keys') : undefined;
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
}

/** Short, and its own for each config: keys are bounded in length. */
function itemOf(configTopic: string, of: string): string {
  const { high, low } = fingerprint(`${configTopic}\n${of}`);
  return `${high.toString(16).padStart(8, '0')}${low.toString(16).padStart(8, '0')}`;
}

function remembered(entity: Entity, device: string): RememberedSeries {
  const { component, objectId, uniqueId, name, unit, deviceClass, stateClass, diagnostic, resets, on, off } =
    entity;
  return {
    ...{ component, objectId, uniqueId, name, unit, deviceClass, stateClass, diagnostic, resets, on, off },
    device,
    ...(entity.template !== undefined && { template: entity.template }),
  };
}

function presenceOf(given: EntityAvailability, entity: Entity, device: string): RememberedPresence {
  const { payloadOnline: on, payloadOffline: off, template } = given;
  const topics = entity.availability.map(({ topic }) => topic);
  const counts = topics.length > 1 && entity.mode !== 'latest';
  return {
    ...{ device, on, off, mode: entity.mode },
    ...(template !== undefined && { template }),
    ...(counts && { topics }),
  };
}

/** How the values of a remembered series are read. */
export interface Reader {
  readonly rule: EntityRule;
  /** Null: the payload is the value. */
  readonly template: ValueTemplate | null;
}

const readers = new WeakMap<object, Reader | 'unreadable'>();

/** Found out once for what is remembered; 'unreadable' where the template asks for more than Hearth reads. */
export function readerOf(series: RememberedSeries): Reader | 'unreadable' {
  const known = readers.get(series) ?? newReader(series);
  readers.set(series, known);
  return known;
}

function newReader(series: RememberedSeries): Reader | 'unreadable' {
  const rule = ruleOf(series);
  const template = series.template === undefined ? null : compileTemplate(series.template);
  return rule === undefined || template === undefined ? 'unreadable' : { rule, template };
}

const templates = new WeakMap<object, ValueTemplate | 'unreadable'>();

/** The template in which a presence's word stands; null where the payload is the word. */
export function presenceTemplate(presence: RememberedPresence): ValueTemplate | 'unreadable' | null {
  if (presence.template === undefined) return null;
  const known = templates.get(presence) ?? compileTemplate(presence.template) ?? 'unreadable';
  templates.set(presence, known);
  return known;
}

export function announcedSeries(entity: Entity, device: string): Announced[] {
  const rule = ruleOf(entity);
  if (rule === undefined) return [];
  return [
    {
      device,
      stateTopic: entity.stateTopic,
      property: entity.objectId,
      quantity: rule.quantity,
      unit: rule.unit === '' ? null : rule.unit,
      channel: channelOf(entity),
      ...(entity.uniqueId !== undefined && { uniqueId: entity.uniqueId }),
      template: entity.template ?? null,
      availability: entity.availability.map(({ topic, payloadOnline, payloadOffline }) => ({
        ...{ topic, payloadOnline, payloadOffline },
      })),
      ...(entity.expireAfter !== undefined && { expireAfter: entity.expireAfter }),
    },
  ];
}
