import type { Given } from './template-calls';
import { type Token, tokensOf, UnsupportedTemplate } from './template-tokens';

/** An expression of a template. `call`: a filter, a function or a text's own method, by its name after `|`, nothing or `.`; what a filter or a method is called on comes first. */
export type Expression =
  | { readonly kind: 'value'; readonly value: string | number | boolean | null }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Given<Expression>[] }
  /** From one place of a text or list up to another. */
  | {
      readonly kind: 'slice';
      readonly of: Expression;
      readonly from: Expression | undefined;
      readonly to: Expression | undefined;
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly [key: Expression, value: Expression])[] }
  | {
      readonly kind: 'test';
      readonly name: string;
      readonly of: Expression;
      readonly by: Expression | undefined;
      readonly negated: boolean;
    }
  /** first < second <= third: each holds, and each is found out once. */
  | {
      readonly kind: 'comparison';
      readonly first: Expression;
      readonly others: readonly { readonly sign: string; readonly right: Expression }[];
    }
  | { readonly kind: 'not' | 'minus'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly sign: string; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'if';
      readonly when: Expression;
      readonly then: Expression;
      readonly otherwise: Expression | undefined;
    }
  /** What Hearth doesn't know: an error once it is asked for, not before. */
  | { readonly kind: 'unsupported'; readonly what: string };

const MOST_DEPTH = 40;
const MOST_ARGUMENTS = 10;
const MOST_ITEMS = 100;

const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** Signs by how tightly they bind, the loosest first. */
const LEVELS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['not'],
  ['==', '!=', '<', '<=', '>', '>=', 'in', 'not in'],
  ['+', '-'],
  ['~'],
  ['*', '/', '//', '%'],
  ['**'],
];
const NOT_LEVEL = 2;
const COMPARING_LEVEL = 3;

/** What a table or list has of its own, whatever its keys are. */
const OWN_NAMES = new Set(['items', 'keys', 'values', 'get', 'update', 'pop', 'copy', 'clear', 'setdefault']);

/** The words of an expression, taken one by one. */
interface Words {
  peek(ahead?: number): Token;
  isSign(text: string, ahead?: number): boolean;
  take(text: string): boolean;
  expect(text: string): void;
  next(): Token;
  /** What is read by `read` lies one level deeper. */
  deeper<Read>(read: () => Read): Read;
}

function wordsOf(tokens: readonly Token[]): Words {
  let at = 0;
  let depth = 0;
  const peek = (ahead = 0): Token => tokens[at + ahead] ?? { kind: 'end', text: '' };
  const isSign = (text: string, ahead = 0) => peek(ahead).kind === 'sign' && peek(ahead).text === text;
  const take = (text: string) => {
    const isIt = isSign(text) || (peek().kind === 'name' && peek().text === text);
    if (isIt) at += 1;
    return isIt;
  };
  return {
    peek,
    isSign,
    take,
    expect: (text) => {
      if (!take(text)) throw new UnsupportedTemplate(`"${text}" is missing`);
    },
    next: () => {
      const token = peek();
      at += 1;
      return token;
    },
    deeper: (read) => {
      depth += 1;
      if (depth > MOST_DEPTH) throw new UnsupportedTemplate('nested too deep');
      const found = read();
      depth -= 1;
      return found;
    },
  };
}

/** Throws UnsupportedTemplate for what is outside the subset. */
export function parseExpression(text: string): Expression {
  const words = wordsOf(tokensOf(text));
  const result = conditional(words);
  const { kind, text: rest } = words.peek();
  if (kind !== 'end') throw new UnsupportedTemplate(`"${rest}" is not understood`);
  return result;
}

function conditional(words: Words): Expression {
  return words.deeper(() => {
    const then = binary(words, 0);
    if (!words.take('if')) return then;
    const when = binary(words, 0);
    return { kind: 'if', when, then, otherwise: words.take('else') ? conditional(words) : undefined };
  });
}

function binary(words: Words, level: number): Expression {
  const signs = LEVELS[level];
  if (signs === undefined) return filtered(words);
  if (level === NOT_LEVEL) return negation(words);
  if (level === COMPARING_LEVEL) return comparison(words, signs);
  let left = binary(words, level + 1);
  for (let sign = signs.find(words.take); sign !== undefined; sign = signs.find(words.take)) {
    left = { kind: 'binary', sign, left, right: binary(words, level + 1) };
  }
  return left;
}

function comparison(words: Words, signs: readonly string[]): Expression {
  const first = binary(words, COMPARING_LEVEL + 1);
  const others: { sign: string; right: Expression }[] = [];
  for (let sign = comparing(words, signs); sign !== undefined; sign = comparing(words, signs))
    others.push({ sign, right: binary(words, COMPARING_LEVEL + 1) });
  return others.length === 0 ? first : { kind: 'comparison', first, others };
}

function comparing(words: Words, signs: readonly string[]): string | undefined {
  if (words.peek().text !== 'not' || words.peek(1).text !== 'in') return signs.find(words.take);
  words.next();
  words.next();
  return 'not in';
}

function negation(words: Words): Expression {
  if (!words.take('not')) return binary(words, NOT_LEVEL + 1);
  return { kind: 'not', of: words.deeper(() => negation(words)) };
}

/** Filters and tests bind more tightly than any sign but a number's own. */
function filtered(words: Words): Expression {
  let of = signed(words);
  for (;;) {
    if (words.take('|'))
      of = { kind: 'call', name: `|${nameHere(words)}`, given: [unnamed(of), ...givenHere(words)] };
    else if (words.take('is')) {
      const negated = words.take('not');
      of = { kind: 'test', name: nameHere(words), of, by: words.deeper(() => testedBy(words)), negated };
    } else return of;
  }
}

/** What a test compares with, in brackets or not. */
function testedBy(words: Words): Expression | undefined {
  const { kind, text } = words.peek();
  const isValue = kind === 'text' || kind === 'number' || (kind === 'sign' && ['(', '[', '{'].includes(text));
  const isName = kind === 'name' && !['and', 'or', 'if', 'else', 'is', 'in', 'not'].includes(text);
  return isValue || isName ? members(words) : undefined;
}

function signed(words: Words): Expression {
  if (words.take('+')) return words.deeper(() => signed(words));
  if (words.take('-')) return { kind: 'minus', of: words.deeper(() => signed(words)) };
  return members(words);
}

function members(words: Words): Expression {
  let of = primary(words);
  for (;;) {
    if (words.take('.')) {
      const { kind, text } = words.next();
      if (kind !== 'name' && kind !== 'number') throw new UnsupportedTemplate('a name is missing after "."');
      const isOwn = OWN_NAMES.has(text) && !words.isSign('(');
      of = isOwn
        ? { kind: 'unsupported', what: text }
        : { kind: 'member', of, key: { kind: 'value', value: kind === 'number' ? Number(text) : text } };
    } else if (words.take('[')) of = placeIn(of, words);
    else if (words.isSign('(')) of = methodOf(of, givenHere(words));
    else return of;
  }
}

/** `[key]`, or `[from:to]`. */
function placeIn(of: Expression, words: Words): Expression {
  const key = words.isSign(':') ? undefined : conditional(words);
  if (words.take(':')) {
    const to = words.isSign(']') ? undefined : conditional(words);
    words.expect(']');
    return { kind: 'slice', of, from: key, to };
  }
  words.expect(']');
  if (key === undefined) throw new UnsupportedTemplate('a key is missing');
  return { kind: 'member', of, key };
}

function methodOf(called: Expression, given: readonly Given<Expression>[]): Expression {
  if (called.kind === 'member' && called.key.kind === 'value' && typeof called.key.value === 'string')
    return { kind: 'call', name: `.${called.key.value}`, given: [unnamed(called.of), ...given] };
  return { kind: 'unsupported', what: 'a call' };
}

function primary(words: Words): Expression {
  if (words.take('(')) return inBrackets(words);
  if (words.take('[')) return { kind: 'list', items: itemsUntil(words, ']', conditional) };
  if (words.take('{')) return { kind: 'table', rows: itemsUntil(words, '}', row) };
  const { kind, text } = words.next();
  if (kind === 'end' || kind === 'sign') throw new UnsupportedTemplate(`"${text}" is not understood`);
  if (kind === 'text') return { kind: 'value', value: text };
  if (kind === 'number') return { kind: 'value', value: Number(text) };
  const literal = LITERALS.get(text);
  if (literal !== undefined) return { kind: 'value', value: literal };
  return words.isSign('(')
    ? { kind: 'call', name: text, given: givenHere(words) }
    : { kind: 'variable', name: text };
}

/** What stands in brackets: itself, or a list where a comma follows. */
function inBrackets(words: Words): Expression {
  const inner = conditional(words);
  if (!words.take(',')) {
    words.expect(')');
    return inner;
  }
  return { kind: 'list', items: [inner, ...itemsUntil(words, ')', conditional)] };
}

function row(words: Words): readonly [Expression, Expression] {
  const key = conditional(words);
  words.expect(':');
  return [key, conditional(words)];
}

function itemsUntil<Item>(words: Words, end: string, read: (words: Words) => Item): readonly Item[] {
  const items: Item[] = [];
  while (!words.take(end)) {
    items.push(read(words));
    if (items.length > MOST_ITEMS) throw new UnsupportedTemplate('too many items');
    if (!words.isSign(end)) words.expect(',');
  }
  return items;
}

function nameHere(words: Words): string {
  const { kind, text } = words.next();
  if (kind !== 'name') throw new UnsupportedTemplate('a name is missing');
  return text;
}

function unnamed(value: Expression): Given<Expression> {
  return { name: undefined, value };
}

/** What stands in brackets. */
function givenHere(words: Words): readonly Given<Expression>[] {
  if (!words.take('(')) return [];
  const given: Given<Expression>[] = [];
  while (!words.take(')')) {
    if (given.length > 0) words.expect(',');
    const name = words.peek().kind === 'name' && words.isSign('=', 1) ? words.next().text : undefined;
    if (name !== undefined) words.expect('=');
    given.push({ name, value: conditional(words) });
    if (given.length > MOST_ARGUMENTS) throw new UnsupportedTemplate('too many arguments');
  }
  return given;
}
