import { type Expression, parseExpression } from './template-expression';
import { sectionsOf, UnsupportedTemplate } from './template-tokens';

/** What a template is made of. */
export type Part =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'output'; readonly of: Expression }
  | { readonly kind: 'set'; readonly name: string; readonly of: Expression }
  | { readonly kind: 'choice'; readonly branches: readonly Branch[] };

export interface Branch {
  /** Undefined: else. */
  readonly when: Expression | undefined;
  readonly parts: readonly Part[];
}

const MOST_DEPTH = 40;

const ASSIGNMENT = /^set\s+([A-Za-z_]\w*)\s*=(.*)$/s;

/** `set name = expression`; a block, several names or a namespace are outside the subset. */
function assignment(text: string): Part {
  const [, name, expression] = ASSIGNMENT.exec(text) ?? [];
  if (name === undefined || expression === undefined)
    throw new UnsupportedTemplate('that {% set %} is not read');
  return { kind: 'set', name, of: parseExpression(expression) };
}

/** The parts of a template. Throws UnsupportedTemplate for what is outside the subset that Hearth reads. */
export function parseTemplate(template: string): readonly Part[] {
  const sections = sectionsOf(template);
  let at = 0;
  const parts = partsUntil([], 0);
  if (at < sections.length) throw new UnsupportedTemplate('an end without its beginning');
  return parts;

  function partsUntil(ends: readonly string[], depth: number): readonly Part[] {
    if (depth > MOST_DEPTH) throw new UnsupportedTemplate('nested too deep');
    const found: Part[] = [];
    for (let section = sections[at]; section !== undefined; section = sections[at]) {
      const word = /^\w+/.exec(section.text)?.[0] ?? '';
      if (section.kind === 'statement' && ends.includes(word)) return found;
      at += 1;
      if (section.kind === 'plain') found.push({ kind: 'plain', text: section.text });
      else if (section.kind === 'output') found.push({ kind: 'output', of: parseExpression(section.text) });
      else if (word === 'set') found.push(assignment(section.text));
      else if (word === 'if') found.push(choice(section.text.slice(2), depth));
      else throw new UnsupportedTemplate(`{% ${word} %} is not read`);
    }
    if (ends.length > 0) throw new UnsupportedTemplate('{% if %} without its end');
    return found;
  }

  function choice(condition: string, depth: number): Part {
    const branches: Branch[] = [];
    let when: Expression | undefined = parseExpression(condition);
    for (;;) {
      const isElse = when === undefined;
      branches.push({ when, parts: partsUntil(isElse ? ['endif'] : ['elif', 'else', 'endif'], depth + 1) });
      const text = sections[at]?.text ?? '';
      at += 1;
      if (text.startsWith('endif')) return { kind: 'choice', branches };
      when = text.startsWith('elif') ? parseExpression(text.slice(4)) : undefined;
    }
  }
}
