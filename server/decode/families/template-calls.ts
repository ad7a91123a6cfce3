import { UnsupportedTemplate } from './template-tokens';

/** What stands in a call's brackets: by its place, or by its name. */
export interface Given<Value> {
  readonly name: string | undefined;
  readonly value: Value;
}

/** The names of a call's arguments by their places, after what it is called on. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  float: ['default'],
  int: ['default', 'base'],
  round: ['precision', 'method', 'default'],
  multiply: ['amount', 'default'],
  add: ['amount', 'default'],
  default: ['default_value', 'boolean'],
  iif: ['if_true', 'if_false', 'if_none'],
  replace: ['old', 'new'],
};

/** The arguments of a call, each at its place; undefined where none is given. Throws UnsupportedTemplate for a name it doesn't know. */
export function placed<Value>(call: string, given: readonly Given<Value>[]): readonly (Value | undefined)[] {
  const names = Object.hasOwn(NAMES, call) ? (NAMES[call] ?? []) : [];
  const values = new Map<number, Value>();
  for (const [at, { name, value }] of given.entries()) {
    const place = name === undefined ? at : names.indexOf(name);
    if (place < 0) throw new UnsupportedTemplate(`${call} has no "${name}" that is read`);
    if (values.has(place)) throw new UnsupportedTemplate(`${call} is given one argument twice`);
    values.set(place, value);
  }
  return Array.from({ length: Math.max(-1, ...values.keys()) + 1 }, (_, place) => values.get(place));
}
