import type { Measure } from '@/contracts/reading';
import { contactIn } from './contact-words';
import { isObject, own, textOf } from './json-object';
import { quantityGuess } from './quantity-guess';
import { measureFrom } from './sent-value';

/** What a property measures, as it is remembered. */
export interface HomieProperty {
  readonly quantity: string;
  readonly unit: string;
  readonly datatype: string;
  /** Of a boolean: what true counts. */
  readonly yes?: 0 | 1;
}

/** What a device says of one of its properties. */
export interface Attributes {
  readonly node: string;
  readonly id: string;
  readonly name?: string | undefined;
  readonly unit?: string | undefined;
  readonly datatype?: string | undefined;
  readonly format?: string | undefined;
  readonly settable: boolean;
}

const NUMBERS = new Set(['integer', 'float']);
// Digits alone; a comma, NaN or hexadecimal is no Homie.
const INTEGER = /^-?\d+$/;
const FLOAT = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const DOOR = /window|door|contact/;
const NO_CONTACT = /valve|relay|breaker|damper/;

/** Undefined for settings, texts and whatever its unit and names don't tell. */
export function propertyIn(attributes: Attributes): HomieProperty | undefined {
  const { node, id, name = '', unit, datatype, settable } = attributes;
  if (settable) return undefined;
  if (datatype === 'boolean') return booleanIn(attributes);
  if (datatype === 'enum') return enumIn(attributes);
  if (unit === undefined || (datatype !== undefined && !NUMBERS.has(datatype))) return undefined;
  const quantity = quantityOfNumber(unit, `${id} ${name}`, node);
  return quantity === undefined ? undefined : { quantity, unit, datatype: datatype ?? 'float' };
}

/** Its own names go before its node's, but that what is below `battery` is a cell's. */
function quantityOfNumber(unit: string, names: string, node: string): string | undefined {
  const quantity = quantityGuess(unit, names);
  if (quantity !== undefined && quantity !== 'voltage') return quantity;
  return quantityGuess(unit, `${names} ${node}`);
}

function booleanIn({ id, name = '', node, format }: Attributes): HomieProperty | undefined {
  const words = `${id} ${name}`.toLowerCase();
  if (/motion|occupancy|presence/.test(words)) {
    return { quantity: 'occupancy', unit: '', datatype: 'boolean', yes: 1 };
  }
  if (NO_CONTACT.test(`${words} ${node}`.toLowerCase())) return undefined;
  // The format names what false and true are called.
  const yes = openAndClosed(format)?.[1];
  if (yes !== undefined) return { quantity: 'contact', unit: '', datatype: 'boolean', yes };
  const opens = format === undefined && DOOR.test(words);
  return opens ? { quantity: 'contact', unit: '', datatype: 'boolean', yes: 0 } : undefined;
}

/** A door that is open or closed; what has more states moves. */
function enumIn({ id, name = '', node, format }: Attributes): HomieProperty | undefined {
  const isDoor = DOOR.test(`${id} ${name} ${node}`.toLowerCase());
  return isDoor && openAndClosed(format) ? { quantity: 'contact', unit: '', datatype: 'enum' } : undefined;
}

/** What the two words of a format say of a door; undefined unless one of them is open and the other closed. */
function openAndClosed(format = ''): readonly (0 | 1)[] | undefined {
  const words = format.split(',');
  const states = words.map(contactIn).filter((state) => state !== undefined);
  return words.length === 2 && new Set(states).size === 2 ? states : undefined;
}

/** The measure in a property's payload, by the rules of its datatype. */
export function measureOfProperty(
  { quantity, unit, datatype, yes = 1 }: HomieProperty,
  text: string,
  channel: string,
): Measure[] {
  if (datatype === 'boolean') {
    if (text !== 'true' && text !== 'false') return [];
    return measureFrom(text === 'true' ? yes : 1 - yes, { quantity, unit, channel });
  }
  if (datatype === 'enum') {
    return measureFrom(contactIn(text), { quantity, unit, channel });
  }
  const isValid = (datatype === 'integer' ? INTEGER : FLOAT).test(text);
  return isValid ? measureFrom(text, { quantity, unit, channel }) : [];
}

/** A device as its `$description` has it. */
export interface HomieDescription {
  readonly name?: string;
  readonly children: readonly string[];
  /** `node/property` → what it measures. */
  readonly properties: Readonly<Record<string, HomieProperty>>;
}

const MOST_PROPERTIES = 300;
const MOST_CHILDREN = 300;

export function descriptionIn(document: unknown): HomieDescription | undefined {
  if (!isObject(document)) return undefined;
  const name = textOf(document, 'name', 120);
  const children = own(document, 'children');
  return {
    ...(name !== undefined && { name }),
    children: Array.isArray(children)
      ? children.filter((child) => typeof child === 'string').slice(0, MOST_CHILDREN)
      : [],
    properties: Object.fromEntries(propertiesIn(own(document, 'nodes')).slice(0, MOST_PROPERTIES)),
  };
}

function propertiesIn(nodes: unknown): (readonly [string, HomieProperty])[] {
  if (!isObject(nodes)) return [];
  return Object.keys(nodes).flatMap((node) => {
    const described = own(nodes, node);
    const properties = isObject(described) ? own(described, 'properties') : undefined;
    if (!isObject(described) || !isObject(properties)) return [];
    const nodeName = textOf(described, 'name', 60) ?? '';
    return Object.keys(properties).flatMap((id) => {
      const given = own(properties, id);
      if (!isObject(given)) return [];
      const property = propertyIn({
        node: `${node} ${nodeName}`,
        id,
        name: textOf(given, 'name', 60),
        unit: textOf(given, 'unit', 20),
        datatype: textOf(given, 'datatype', 20),
        format: textOf(given, 'format', 60),
        settable: own(given, 'settable') === true,
      });
      return property === undefined ? [] : [[`${node}/${id}`, property] as const];
    });
  });
}
