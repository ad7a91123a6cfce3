/** A word of a template: what it is, and its text. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign' | 'end';
  readonly text: string;
}

/** A template taken apart: plain text, `{{ … }}` and `{% … %}`. */
export interface Section {
  readonly kind: 'plain' | 'output' | 'statement';
  readonly text: string;
}

/** What a template asks for and Hearth doesn't do. */
export class UnsupportedTemplate extends Error {}

const OPENING = /\{\{|\{%|\{#/;
const CLOSING: Readonly<Record<string, string>> = { '{{': '}}', '{%': '%}', '{#': '#}' };

export function sectionsOf(template: string): readonly Section[] {
  const sections: Section[] = [];
  let rest = template;
  while (rest !== '') {
    const match = OPENING.exec(rest);
    const plain = match === null ? rest : rest.slice(0, match.index);
    if (plain !== '') sections.push({ kind: 'plain', text: plain });
    if (match === null) return sections;
    const [opening] = match;
    const inside = rest.slice(match.index + 2);
    const end = endOf(inside, CLOSING[opening] ?? '');
    if (end < 0) throw new UnsupportedTemplate('an opening bracket is never closed');
    // A minus at a bracket takes white space away, which no number is made of.
    const text = inside.slice(0, end).replace(/^-/, '').replace(/-$/, '').trim();
    if (opening !== '{#') sections.push({ kind: opening === '{{' ? 'output' : 'statement', text });
    rest = inside.slice(end + 2);
  }
  return sections;
}

/** Where the closing bracket stands, not looking into texts, nor into tables within. */
function endOf(inside: string, closing: string): number {
  let quote = '';
  let depth = 0;
  for (let index = 0; index < inside.length; index += 1) {
    const letter = inside[index] ?? '';
    if (quote !== '') {
      if (letter === '\\') index += 1;
      else if (letter === quote) quote = '';
    } else if (depth === 0 && inside.startsWith(closing, index)) return index;
    else if (closing !== '#}') {
      if (letter === '"' || letter === "'") quote = letter;
      else if (letter === '{') depth += 1;
      else if (letter === '}') depth -= 1;
    }
  }
  return -1;
}

// Sticky: each begins where the one before ended, and none can backtrack far.
const TOKEN =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\/\/|\*\*|==|!=|<=|>=|[-+*/%~<>()[\]{}.,|:=]))/sy;

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new UnsupportedTemplate('a sign is not understood');
    tokens.push(tokenFrom(match));
  }
  return [...tokens, { kind: 'end', text: '' }];
}

function tokenFrom([, name, number, double, single, sign]: RegExpExecArray): Token {
  if (name !== undefined) return { kind: 'name', text: name };
  if (number !== undefined) return { kind: 'number', text: number };
  const quoted = double ?? single;
  return quoted === undefined
    ? { kind: 'sign', text: sign ?? '' }
    : { kind: 'text', text: quoted.replace(/\\(.)/gs, (_, letter: string) => ESCAPED[letter] ?? letter) };
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };
