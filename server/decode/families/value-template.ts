import type { Payload } from '../payload';
import { type Given, placed } from './template-calls';
import {
  COLLECTION_FILTERS,
  COLLECTION_FUNCTIONS,
  COLLECTION_METHODS,
  contains,
  member,
  sliceOf,
  tableOf,
} from './template-collections';
import type { Expression } from './template-expression';
import { type Part, parseTemplate } from './template-parser';
import { UnsupportedTemplate } from './template-tokens';
import {
  asText,
  bounded,
  FILTERS,
  FUNCTIONS,
  isSame,
  isTrue,
  METHODS,
  MISSING,
  NoValue,
  numeric,
  TESTS,
} from './template-values';

const MOST_CHARACTERS = 2000;

export const UNSUPPORTED = Symbol('unsupported');

/**
 * A `value_template`: the subset of Jinja that takes a value out of a message and reckons with it. There are no loops and
 * no calls but those listed; what a template can do is bounded by its length.
 */
export interface ValueTemplate {
  /** The value; undefined where this message has none. UNSUPPORTED where this message needs more than the subset. */
  valueIn(payload: Payload): unknown;
}

/** Undefined for what is outside the subset, or too long. */
export function compileTemplate(template: string): ValueTemplate | undefined {
  if (template.length > MOST_CHARACTERS) return undefined;
  const parts = partsOf(template);
  return parts && { valueIn: (payload) => evaluated(parts, payload) };
}

function partsOf(template: string): readonly Part[] | undefined {
  try {
    return parseTemplate(template);
  } catch (error) {
    if (error instanceof UnsupportedTemplate) return undefined;
    throw error;
  }
}

function evaluated(parts: readonly Part[], payload: Payload): unknown {
  try {
    const found = written(parts, { payload, named: new Map() }).filter(
      (value) => typeof value !== 'string' || value.trim() !== '',
    );
    // One value stays what it is; several are a text.
    if (found.length !== 1) return found.length === 0 ? undefined : bounded(found.map(asText).join(''));
    const [value] = found;
    return value === MISSING || value === null || typeof value === 'object' ? undefined : value;
  } catch (error) {
    if (error instanceof NoValue) return undefined;
    if (error instanceof UnsupportedTemplate) return UNSUPPORTED;
    throw error;
  }
}

const ALL_FILTERS = { ...FILTERS, ...COLLECTION_FILTERS };
const ALL_FUNCTIONS = { ...FUNCTIONS, ...COLLECTION_FUNCTIONS };
const ALL_METHODS = { ...METHODS, ...COLLECTION_METHODS };

/** What names mean while a template is read: those it sets, and the message's own. */
interface Scope {
  readonly payload: Payload;
  readonly named: Map<string, unknown>;
}

function written(parts: readonly Part[], scope: Scope): readonly unknown[] {
  return parts.flatMap((part) => {
    if (part.kind === 'plain') return [part.text];
    if (part.kind === 'output') return [evaluate(part.of, scope)];
    if (part.kind === 'set') {
      scope.named.set(part.name, evaluate(part.of, scope));
      return [];
    }
    const branch = part.branches.find(({ when }) => when === undefined || isTrue(evaluate(when, scope)));
    return branch === undefined ? [] : written(branch.parts, scope);
  });
}

function evaluate(expression: Expression, scope: Scope): unknown {
  switch (expression.kind) {
    case 'value':
      return expression.value;
    case 'variable':
      return variable(expression.name, scope);
    case 'member':
      return member(evaluate(expression.of, scope), evaluate(expression.key, scope));
    case 'not':
      return !isTrue(evaluate(expression.of, scope));
    case 'minus':
      return -numeric(evaluate(expression.of, scope));
    case 'if': {
      if (isTrue(evaluate(expression.when, scope))) return evaluate(expression.then, scope);
      return expression.otherwise === undefined ? MISSING : evaluate(expression.otherwise, scope);
    }
    case 'test':
      return tested(expression, scope) !== expression.negated;
    case 'comparison':
      return holds(expression, scope);
    case 'slice':
      return sliceOf(
        evaluate(expression.of, scope),
        expression.from && evaluate(expression.from, scope),
        expression.to && evaluate(expression.to, scope),
      );
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    case 'table':
      return tableOf(expression.rows.map(([key, value]) => [evaluate(key, scope), evaluate(value, scope)]));
    case 'call':
      return called(expression.name, expression.given, scope);
    case 'binary':
      return combined(expression.sign, expression.left, expression.right, scope);
    case 'unsupported':
      throw new UnsupportedTemplate(expression.what);
  }
}

function variable(name: string, { payload, named }: Scope): unknown {
  if (named.has(name)) return named.get(name);
  if (name === 'value') {
    const text = payload.text();
    return 'value' in text ? text.value : MISSING;
  }
  if (name !== 'value_json') return MISSING;
  const json = payload.json();
  return 'value' in json ? json.value : MISSING;
}

type Of<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

function tested({ name, of, by }: Of<'test'>, scope: Scope): boolean {
  const value = evaluate(of, scope);
  const other = by && evaluate(by, scope);
  if (name === 'in') return contains(other, value);
  const test = Object.hasOwn(TESTS, name) ? TESTS[name] : undefined;
  if (test === undefined) throw new UnsupportedTemplate(`"is ${name}" is not read`);
  return test(value, other);
}

function holds({ first, others }: Of<'comparison'>, scope: Scope): boolean {
  let left = evaluate(first, scope);
  for (const { sign, right } of others) {
    const other = evaluate(right, scope);
    if (!compared(sign, left, other)) return false;
    left = other;
  }
  return true;
}

/** `|name` is a filter, `.name` a method: its first argument stood before it. */
function called(name: string, given: readonly Given<Expression>[], scope: Scope): unknown {
  const isFilter = name.startsWith('|');
  const isMethod = name.startsWith('.');
  const wanted = isFilter || isMethod ? name.slice(1) : name;
  const known = isFilter ? ALL_FILTERS : isMethod ? ALL_METHODS : ALL_FUNCTIONS;
  const alias = wanted === 'd' && isFilter ? 'default' : wanted;
  const call = Object.hasOwn(known, alias) ? known[alias] : undefined;
  if (call === undefined) throw new UnsupportedTemplate(`${wanted} is not read`);
  const [first, ...others] = given;
  if (first?.name !== undefined) throw new UnsupportedTemplate(`what ${wanted} is called on has no name`);
  const reckoned = (each: Expression | undefined) => each && evaluate(each, scope);
  return call(reckoned(first?.value), placed(alias, others).map(reckoned));
}

function combined(sign: string, left: Expression, right: Expression, scope: Scope): unknown {
  const one = evaluate(left, scope);
  if (sign === 'and') return isTrue(one) ? evaluate(right, scope) : one;
  if (sign === 'or') return isTrue(one) ? one : evaluate(right, scope);
  const other = evaluate(right, scope);
  if (sign === '%' && typeof one === 'string') return FILTERS.format?.(one, [other]);
  if (sign === '~') return bounded(asText(one) + asText(other));
  if (sign === '+' && typeof one === 'string' && typeof other === 'string') return bounded(one + other);
  return reckoned(sign, one, other);
}

function compared(sign: string, one: unknown, other: unknown): boolean {
  if (sign === '==' || sign === '!=') return isSame(one, other) === (sign === '==');
  if (sign === 'in' || sign === 'not in') return contains(other, one) === (sign === 'in');
  const order =
    typeof one === 'string' && typeof other === 'string'
      ? Number(one > other) - Number(one < other)
      : numeric(one) - numeric(other);
  if (sign === '<') return order < 0;
  if (sign === '<=') return order <= 0;
  return sign === '>' ? order > 0 : order >= 0;
}

function reckoned(sign: string, left: unknown, right: unknown): number {
  const [one, other] = [numeric(left), numeric(right)];
  if (other === 0 && (sign === '/' || sign === '//' || sign === '%')) throw new NoValue('division by zero');
  switch (sign) {
    case '+':
      return one + other;
    case '-':
      return one - other;
    case '*':
      return one * other;
    case '/':
      return one / other;
    case '//':
      return Math.floor(one / other);
    case '%':
      return one - other * Math.floor(one / other);
    case '**':
      return one ** other;
    default:
      throw new UnsupportedTemplate(`"${sign}" is not read`);
  }
}
