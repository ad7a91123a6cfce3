import type { AvailabilityTopic } from './family';
import { isObject, type JsonObject, own, textOf } from './json-object';

/** A series that a Home Assistant discovery message announces, its abbreviations and `~` resolved. */
export interface Entity {
  readonly component: 'sensor' | 'binary_sensor';
  readonly objectId: string;
  readonly uniqueId?: string | undefined;
  readonly name?: string | undefined;
  readonly stateTopic: string;
  readonly template?: string | undefined;
  readonly unit?: string | undefined;
  readonly deviceClass?: string | undefined;
  readonly stateClass?: string | undefined;
  readonly diagnostic: boolean;
  /** The counter begins anew at moments that it tells. */
  readonly resets: boolean;
  readonly on: string;
  readonly off: string;
  readonly expireAfter?: number | undefined;
  readonly availability: readonly EntityAvailability[];
  readonly mode: 'latest' | 'all' | 'any';
}

/** What is announced of a series that tells what it measures; the rest of an entity is about topics. */
export type Described = Pick<
  Entity,
  | 'component'
  | 'objectId'
  | 'uniqueId'
  | 'name'
  | 'unit'
  | 'deviceClass'
  | 'stateClass'
  | 'diagnostic'
  | 'resets'
  | 'on'
  | 'off'
>;

export interface EntityAvailability extends AvailabilityTopic {
  readonly template?: string | undefined;
}

/** Who announces. */
export interface Announcer {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly model?: string | undefined;
  readonly firmware?: string | undefined;
  /** The program that speaks for the device. */
  readonly origin?: string | undefined;
}

export interface ConfigTopic {
  /** What stands before the component. */
  readonly prefix: string;
  readonly component: string;
  readonly node: string | undefined;
  readonly objectId: string;
}

export const DEFAULT_PREFIX = 'homeassistant';

const MEASURING = new Set(['sensor', 'binary_sensor', 'device']);
const MAX_COMPONENTS = 200;
const MAX_AVAILABILITIES = 10;
const MAX_TOPIC = 250;
const MAX_TEMPLATE = 2000;
const MAX_WORD = 120;

/** `<prefix>/<component>/[<node>/]<object>/config`; undefined where nothing that is announced there can measure. */
export function configTopicOf(levels: readonly string[]): ConfigTopic | undefined {
  if (levels.at(-1) !== 'config') return undefined;
  const starts = levels[0] === DEFAULT_PREFIX ? [1] : [levels.length - 4, levels.length - 3];
  for (const start of starts) {
    const [component = '', first = '', second = '', ...more] = levels.slice(start);
    if (start < 1 || !MEASURING.has(component) || more.length > 1) continue;
    const prefix = levels.slice(0, start).join('/');
    if (second === 'config' && more.length === 0)
      return { prefix, component, node: undefined, objectId: first };
    if (more.length === 1) return { prefix, component, node: first, objectId: second };
  }
  return undefined;
}

/** Full names count before short ones; both may be mixed. */
const SHORT: Readonly<Record<string, string>> = {
  state_topic: 'stat_t',
  value_template: 'val_tpl',
  unit_of_measurement: 'unit_of_meas',
  device_class: 'dev_cla',
  state_class: 'stat_cla',
  unique_id: 'uniq_id',
  object_id: 'obj_id',
  availability: 'avty',
  availability_topic: 'avty_t',
  availability_template: 'avty_tpl',
  availability_mode: 'avty_mode',
  payload_available: 'pl_avail',
  payload_not_available: 'pl_not_avail',
  expire_after: 'exp_aft',
  last_reset_value_template: 'lrst_val_tpl',
  payload_on: 'pl_on',
  payload_off: 'pl_off',
  entity_category: 'ent_cat',
  device: 'dev',
  origin: 'o',
  components: 'cmps',
  platform: 'p',
  identifiers: 'ids',
  connections: 'cns',
  manufacturer: 'mf',
  model: 'mdl',
  sw_version: 'sw',
  topic: 't',
};

function option(object: JsonObject, name: string): unknown {
  return own(object, name) ?? own(object, SHORT[name] ?? name);
}

function textOption(object: JsonObject, name: string, maxLength?: number): string | undefined {
  return textOf({ value: option(object, name) }, 'value', maxLength);
}

/**
 * What a config announces; nothing for components that don't measure, and for those that are taken back. Whoever may publish
 * below the usual prefix speaks for others; below another one, a config is about what is below that prefix alone.
 */
export function entitiesOf(topic: ConfigTopic, config: JsonObject): readonly Entity[] {
  const announced = announcedIn(topic, config);
  if (topic.prefix === DEFAULT_PREFIX) return announced;
  const isOwn = (of: string) => of.startsWith(`${topic.prefix}/`);
  return announced
    .filter(({ stateTopic }) => isOwn(stateTopic))
    .map((entity) => ({ ...entity, availability: entity.availability.filter((each) => isOwn(each.topic)) }));
}

function announcedIn(topic: ConfigTopic, config: JsonObject): readonly Entity[] {
  if (topic.component !== 'device') {
    const entity = entityOf(topic.component, topic.objectId, config, {});
    return entity === undefined ? [] : [entity];
  }
  const components = option(config, 'components');
  if (!isObject(components)) return [];
  return Object.keys(components)
    .slice(0, MAX_COMPONENTS)
    .flatMap((key) => {
      const component = own(components, key);
      // Its platform alone stands where a component was removed.
      if (!isObject(component) || Object.keys(component).length < 2) return [];
      return entityOf(textOption(component, 'platform') ?? '', key, component, config) ?? [];
    });
}

/** `shared`: what a device says once for all its components. */
function entityOf(
  component: string,
  objectId: string,
  config: JsonObject,
  shared: JsonObject,
): Entity | undefined {
  if (component !== 'sensor' && component !== 'binary_sensor') return undefined;
  const base = textOf(config, '~', MAX_TOPIC) ?? textOf(shared, '~', MAX_TOPIC);
  const stateTopic = topicFrom(option(config, 'state_topic') ?? option(shared, 'state_topic'), base);
  if (stateTopic === undefined) return undefined;
  const expireAfter = option(config, 'expire_after');
  const mode = option(config, 'availability_mode') ?? option(shared, 'availability_mode');
  const own = availabilitiesOf(config, base);
  return {
    component,
    objectId: objectId.slice(0, 120),
    // Some are numbers.
    uniqueId: textOf({ value: wordOf(option(config, 'unique_id')) }, 'value', MAX_WORD),
    name: textOption(config, 'name', 120),
    stateTopic,
    template: textOption(config, 'value_template', MAX_TEMPLATE + 1),
    unit: textOption(config, 'unit_of_measurement', 20),
    deviceClass: textOption(config, 'device_class', 60),
    stateClass: textOption(config, 'state_class', 60),
    diagnostic: option(config, 'entity_category') === 'diagnostic',
    resets: option(config, 'last_reset_value_template') !== undefined,
    on: wordOf(option(config, 'payload_on')) ?? 'ON',
    off: wordOf(option(config, 'payload_off')) ?? 'OFF',
    expireAfter: typeof expireAfter === 'number' && expireAfter > 0 ? expireAfter : undefined,
    availability: own.length > 0 ? own : availabilitiesOf(shared, base),
    mode: mode === 'all' || mode === 'any' ? mode : 'latest',
  };
}

/** The base is put in once: it can't hold itself. */
function topicFrom(value: unknown, base: string | undefined): string | undefined {
  if (typeof value !== 'string' || value === '' || value.length > MAX_TOPIC) return undefined;
  const topic = base === undefined ? value : withBase(value, base);
  return topic.length > MAX_TOPIC || /[\0#+\n]/.test(topic) ? undefined : topic;
}

function withBase(value: string, base: string): string {
  if (value.startsWith('~')) return `${base}${value.slice(1)}`;
  return value.endsWith('~') ? `${value.slice(0, -1)}${base}` : value;
}

function availabilitiesOf(config: JsonObject, base: string | undefined): readonly EntityAvailability[] {
  const list = option(config, 'availability');
  if (list !== undefined) {
    const given = Array.isArray(list) ? list.slice(0, MAX_AVAILABILITIES) : [list];
    return given.flatMap((entry) =>
      isObject(entry) ? availabilityFrom(entry, option(entry, 'topic'), 'value_template', base) : [],
    );
  }
  return availabilityFrom(config, option(config, 'availability_topic'), 'availability_template', base);
}

function availabilityFrom(
  given: JsonObject,
  topicGiven: unknown,
  templateName: string,
  base: string | undefined,
): EntityAvailability[] {
  const topic = topicFrom(topicGiven, base);
  if (topic === undefined) return [];
  const template = textOption(given, templateName, MAX_TEMPLATE + 1);
  return [
    {
      topic,
      payloadOnline: wordOf(option(given, 'payload_available')) ?? 'online',
      payloadOffline: wordOf(option(given, 'payload_not_available')) ?? 'offline',
      ...(template !== undefined && { template }),
    },
  ];
}

/** As Home Assistant spells it: true is the text True. */
function wordOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.slice(0, MAX_WORD);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : undefined;
}

export function announcerOf(config: JsonObject): Announcer {
  const device = option(config, 'device');
  const origin = option(config, 'origin');
  const about = isObject(device) ? device : {};
  const maker = textOption(about, 'manufacturer', 60);
  const model = textOption(about, 'model', 60);
  return {
    id: firstText(option(about, 'identifiers')) ?? firstText(option(about, 'connections')),
    name: textOf(about, 'name', 120),
    model: [maker, model].filter((word) => word !== undefined).join(' ') || undefined,
    firmware: textOption(about, 'sw_version', 80),
    origin: isObject(origin) ? textOf(origin, 'name', 60) : undefined,
  };
}

/** Of identifiers the first; of connections, pairs of a kind and an address, the first address. */
function firstText(value: unknown): string | undefined {
  const first = Array.isArray(value) ? value[0] : value;
  const inner = Array.isArray(first) ? first[1] : first;
  if (typeof inner === 'number') return String(inner);
  return textOf({ inner }, 'inner', 120);
}
