import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileTemplate, UNSUPPORTED } from '@/server/decode/families/value-template';
import { openPayload } from '@/server/decode/payload';

function rendered(template: string, payload: unknown): unknown {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
  return compileTemplate(template)?.valueIn(openPayload(Buffer.from(text)));
}

const SENT = {
  a: { b: [1, 2.5] },
  s: '21,5',
  'k:0': { v: 7 },
  t: '20.5',
  on: true,
  none: null,
  zero: 0,
  '1': 8,
};

describe('a value template', () => {
  it.each([
    ['{{ value_json.a.b[1] }}', 2.5],
    ['{{ value_json["a"]["b"][-1] }}', 2.5],
    ["{{ value_json['k:0'].v }}", 7],
    ['{{value_json.t|float}}', 20.5],
    ['{{ value_json.t | float(0) | round(0) }}', 20],
    ['{{ value_json.t | int }}', 20],
    ['{{ value_json.gone | default(3) }}', 3],
    ['{{ value_json.gone | float(default=4) }}', 4],
    ["{{ value_json.s | replace(',', '.') | float }}", 21.5],
    ["{{ '%0.1f' | format(value_json.a.b[1] | float) }}", '2.5'],
    ["{{ '%.2f%%' | format(1.005) }}", '1.00%'],
    ["{{ '%.1f' | format(0.25) }}", '0.2'],
    ['{{ (value_json.a.b[1] - 1) * 2 + 7 // 2 }}', 6],
    ['{{ 2 + 3 * 4 ** 2 / 8 - 1 }}', 7],
    ['{{ -7 // 2 }}', -4],
    ['{{ -7 % 3 }}', 2],
    ['{{ 1 if value_json.on else 0 }}', 1],
    ['{{ 1 if value_json.zero == 1 else 2 if value_json.zero > 0 else 3 }}', 3],
    ['{{ 1 if not value_json.zero and value_json.t is defined else 0 }}', 1],
    ['{% if value_json.zero > 0 %}{{ 1 }}{% elif value_json.on %} {{ 2 }} {% else %}{{ 3 }}{% endif %}', 2],
    ['{{ value_json.none if value_json.none is not none else 9 }}', 9],
    ['{{ value_json.on | lower }}', 'true'],
    ['{{ value_json.a.b[0] ~ "." ~ value_json.zero }}', '1.0'],
    ['{# "}}" #}{{ value_json.zero }}', 0],
    ['{{- value_json.zero -}}', 0],
    ['{{ value_json.t | multiply(2) | add(1) }}', 42],
    ['4{{ value_json.zero }}', '40'],
    ["{{ '%.1f' % value_json.a.b[1] }}", '2.5'],
    ["{{ 5 if 'k:0' in value_json else 6 }}", 5],
    ["{{ value_json.on | iif('ON', 'OFF') }}", 'ON'],
    ['{{ value_json.t | float if is_number(value_json.t) else 0 }}', 20.5],
    ['{{ value_json.t | float | round(1, default=0) }}', 20.5],
    ['{{ value_json.s | round(1, default=7) }}', 7],
    ["{{ value_json.a.b[1] | round(method='ceil', precision=0) }}", 3],
    ["{{ '1F' | int(base=16) }}", 31],
    ["{{ int('0x1f', 0, 16) + int('-101', base=2) }}", 26],
    ["{{ '1G' | int(base=16, default=4) }}", 4],
    ["{{ '20.5' | int(0, 16) }}", 20],
    ['{{ value_json.s | multiply(default=5, amount=2) }}', 5],
    ['{{ value_json.zero | default(boolean=true, default_value=6) }}', 6],
    ["{{ value_json.none | iif(if_none='nothing', if_true=1) }}", 'nothing'],
    ['{{ value_json.zero | iif(if_false=2) }}', 2],
    ["{{ value_json.s | replace(new='.', old=',') | float }}", 21.5],
    ['{% set x = value_json.t | float %}{{ x * 2 }}', 41],
    ['{%- set x = 1 -%}{% if value_json.on %}{% set x = x + 1 %}{% endif %}{{ x }}', 2],
    ['{% set value_json = value_json.a %}{{ value_json.b[0] }}', 1],
    ['{% set x = value_json.gone %}{{ x | default(3) }}', 3],
    ['{{ value_json.s[1:] ~ value_json.s[0] }}', '1,52'],
    ['{{ value_json.t[:-2] | float }}', 20],
    ['{{ value_json.a.b[:1] | sum + (value_json.a.b | last) }}', 3.5],
    ['{{ [3, value_json.a.b[1]] | max - min(4, 2) + (value_json.a.b | length) }}', 3],
    ["{{ {'21,5': 1, 'x': {'y': 2}}[value_json.s] }}", 1],
    ["{{ {'x': {'y': 2}}.x.y + {1: 3}[value_json.on] }}", 5],
    ["{{ {'a': 1}.get('__proto__', 4) }}", 4],
    ["{{ 1 if value_json.s not in ['a', 'b'] and 'k' not in value_json else 0 }}", 1],
    ['{{ 1 if 0 < value_json.a.b[1] < 2 else 0 }}', 0],
    ['{{ 1 if 0 <= value_json.zero < 2 == 2 else 0 }}', 1],
    ["{{ 5 if value_json.zero is in [1, 0] and value_json.s is not eq '3' else 6 }}", 5],
    ["{{ '{:.1f} {} {0}'.format(20.26, 3) }}", '20.3 3 20.26'],
    ["{{ '{:.0f}'.format(2.5) }}", '2'],
    ["{{ 20.26 | round(0, 'half') }}", 20.5],
    ["{{ 1 if 'on' | bool and not bool('disable') else 0 }}", 1],
    ['{{ 13 | bitwise_and(6) }}', 4],
    ['{{ (\'{"t": 4}\' | from_json).t }}', 4],
  ])('%s gives %j', (template, value) => {
    expect(rendered(template, SENT)).toBe(value);
  });

  it.each([
    [2.5, 0, 2],
    [3.5, 0, 4],
    [-2.5, 0, -2],
    [0.125, 2, 0.12],
    [1.85, 1, 1.9],
    [2.675, 2, 2.67],
    [145.678, 1, 145.7],
    [1234, -2, 1200],
  ])('rounds %d to %i digits as Python does', (value, digits, expected) => {
    expect(rendered(`{{ value_json | round(${digits}) }}`, String(value))).toBe(expected);
  });

  it.each([
    '{{ value_json.gone }}',
    '{{ value_json.gone.deeper }}',
    '{{ value_json.gone | is_defined }}',
    '{{ value_json.s | float }}',
    '{{ value_json.none }}',
    '{{ value_json.a }}',
    '{{ 1 / value_json.zero }}',
    '{{ value_json.t + 1 }}',
    '{{ value_json.__proto__ }}',
    '{{ value_json.constructor.constructor }}',
    '{{ value.length }}',
    '{{ [value_json.a] }}',
    "{{ {'a': 1}['b'] }}",
    "{{ {'a': 1}['constructor'] }}",
    "{{ [1, 'a'] | max }}",
    "{{ ['1'] | sum }}",
    '{{ value_json.a.b[value_json.s:] }}',
    "{{ 'maybe' | bool }}",
    "{{ '{' | from_json }}",
    '',
  ])('%s has no value in it', (template) => {
    expect(rendered(template, SENT)).toBeUndefined();
  });

  it.each([
    ['{{ value_json.s.split(",")[1] }}', '5'],
    ['{{ value_json.s.replace(",", ".") }}', '21.5'],
    ['{{ " 7 ".strip() ~ "Ab".lower() ~ "c".upper() }}', '7abC'],
    ['{{ value_json.get("s") }}', '21,5'],
    ['{{ value_json.get("nothing", 3) }}', 3],
    ['{{ value_json.get("nothing") }}', undefined],
    ['{{ value_json.get("__proto__", 3) }}', 3],
    ['{{ value_json.get("s").split("")[0] }}', undefined],
    [
      '{{ value_json.s.replace("", value).replace(",", value).replace("1", value).replace("2", value) }}',
      undefined,
    ],
    ['{{ value_json.zero.split(",")[0] }}', undefined],
  ])('asks a text by its methods: %s', (template, expected) => {
    expect(rendered(template, SENT)).toBe(expected);
  });

  it('asks for what it lacks only where it is needed', () => {
    const template =
      '{% if value_json.t is defined %}{{ value_json.t }}{% else %}{{ states("sensor.x") }}{% endif %}';

    expect(rendered(template, { t: 20 })).toBe(20);
    expect(rendered(template, {})).toBe(UNSUPPORTED);
    expect(rendered('{{ value_json.t | int(0, 1) }}', SENT)).toBe(UNSUPPORTED);
    expect(rendered('{{ value_json.t | float(fallback=0) }}', SENT)).toBe(UNSUPPORTED);
    expect(rendered('{{ value_json.t | round(1, precision=2) }}', SENT)).toBe(UNSUPPORTED);
    expect(rendered('{{ value_json.t | round(toString=2) }}', SENT)).toBe(UNSUPPORTED);
    expect(rendered('{{ float(value=value_json.t) }}', SENT)).toBe(UNSUPPORTED);
    expect(rendered('{{ value_json.s.casefold() }}', SENT)).toBe(UNSUPPORTED);
    // A table's own method hides what it holds by that name.
    expect(rendered('{{ value_json.items[0] }}', { items: [1] })).toBe(UNSUPPORTED);
    expect(rendered('{{ "{:>9}".format(1) }}', SENT)).toBe(UNSUPPORTED);
    expect(rendered("{{ value | regex_replace('(a+)+$', '') }}", 'a'.repeat(99))).toBe(UNSUPPORTED);
  });

  it.each([
    '{% for x in value_json %}{{ x }}{% endfor %}',
    '{% set x %}1{% endset %}{{ x }}',
    '{% set x, y = 1, 2 %}{{ x }}',
    '{% set x.y = 1 %}{{ x }}',
    '{% set x == 1 %}{{ x }}',
    '{{ value_json.a',
    '{% if value %}',
    '{{ value }}{% endif %}',
    '{{ value | }}',
    '{{ 1 2 }}',
    `{{ ${'('.repeat(500)}1${')'.repeat(500)} }}`,
    `{{ ${'-'.repeat(500)}1 }}`,
    `{{ ${'not '.repeat(400)}1 }}`,
    '{% if 1 %}'.repeat(100),
    `{{ ${'['.repeat(300)}${']'.repeat(300)} }}`,
    `{{ ${"{'a':".repeat(300)}1${'}'.repeat(300)} }}`,
    `{{ [${'1,'.repeat(200)}] | sum }}`,
    '{{ value_json[::2] }}',
    `{{ value_json.${'a'.repeat(3000)} }}`,
  ])('%.60s is not supported', (template) => {
    expect(compileTemplate(template)).toBeUndefined();
  });

  it('cannot grow without end', () => {
    const bomb = `{{ value${"|replace('a','aaaaaaaaaaaaaaaaaaaa')".repeat(40)} }}`;

    expect(rendered(bomb, 'aaaa')).toBeUndefined();
    const doubled = '{% set x = x ~ x %}'.repeat(60);
    expect(rendered(`{% set x = value %}${doubled}{{ x }}`, 'aaaa')).toBeUndefined();
    expect(rendered(`{{ value_json${' ** 99'.repeat(20)} }}`, '99')).not.toBeNaN();
    const lists = '{% set x = [x, x] %}'.repeat(60);
    expect(rendered(`{% set x = value %}${lists}{{ x | length }}`, 'aaaa')).toBe(2);
  });

  it('finds out each part of a comparison once', () => {
    const nested = `${'1 < ('.repeat(30)}2${') < 3'.repeat(30)}`;

    expect(rendered(`{{ 1 if ${nested} else 0 }}`, SENT)).toBe(0);
  });

  it('never throws, whatever it is and whatever it reads', () => {
    const word = fc.constantFrom(
      ...[
        '{{',
        '}}',
        '{%',
        '%}',
        'if',
        'else',
        'endif',
        'set a =',
        'a',
        'value',
        'value_json',
        '.a',
        '[0]',
        '[1:]',
        '[',
        ']',
        '{',
        '}',
        ':',
        ',',
        'in',
        '|',
        'float',
        'round(1)',
      ],
      ...[
        'default(0)',
        'is',
        'defined',
        'not',
        '+',
        '-',
        '**',
        '//',
        '(',
        ')',
        '"x"',
        "'",
        '1e9',
        '7',
        '%',
        '~',
        '==',
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), fc.json(), (words, payload) => {
        expect(['undefined', 'string', 'number', 'boolean', 'symbol']).toContain(
          typeof rendered(`{{ ${words.join(' ')} }}`, payload),
        );
        rendered(words.join(' '), payload);
        rendered(`{% set a = ${words.join(' ')} %}{{ a }}`, payload);
      }),
      { numRuns: 2000 },
    );
  });
});
