import fc from 'fast-check';
import { BINARY_TYPES, TIME_FORMATS } from '@/contracts/mapping-parts';

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 1 });
/** Now and then what a mapping can't say. */
const mostly = <Sound, Wild>(sound: fc.Arbitrary<Sound>, wild: fc.Arbitrary<Wild>) =>
  fc.oneof({ arbitrary: sound, weight: 12 }, { arbitrary: wild, weight: 1 });

const name = fc.constantFrom('a', 't', 'T', '0', '1', '__proto__', 'constructor', 'a b');
const pointer = fc.constantFrom('', '/a', '/a/0', '/__proto__/t', '/constructor', '/t');
const index = fc.integer({ min: 0, max: 4 });
const separator = fc.constantFrom(',', ';', ' ', '=', '"', '||', '\t', 'a');
const timeFormat = optional(fc.constantFrom(...TIME_FORMATS));
const encoding = fc.constantFrom('base64', 'hex');
const pattern = mostly(
  fc.constantFrom('(.*)', '(a+)+$', '(x+x+)+y', '([^,]*),?', '(?i)t=(\\S+)', '(?<t>-?[0-9.]+)', '()'),
  fc.string({ maxLength: 20 }),
);
const group = mostly(fc.constantFrom(0, 1), fc.constantFrom(2, 't', 'x'));
const binary = fc.record({
  offset: fc.integer({ min: 0, max: 12 }),
  type: fc.constantFrom(...BINARY_TYPES),
  bit: mostly(fc.constant(undefined), optional(fc.integer({ min: 0, max: 63 }))),
  bits: mostly(fc.constant(undefined), optional(fc.integer({ min: 1, max: 53 }))),
});

/** Conditions, mostly none. */
function match(place: fc.Arbitrary<string>) {
  const wanted = fc.oneof(fc.string({ maxLength: 5 }), fc.double(), fc.boolean(), fc.constant(null));
  return mostly(fc.constant(undefined), fc.dictionary(place, wanted, { maxKeys: 2 }));
}

const value = fc
  .record({
    measured: mostly(
      fc.constantFrom(['temperature', '°C'], ['temperature', '°F'], ['energy', 'Wmin'], ['contact', null]),
      fc.constant(['energy', 'V']),
    ),
    channel: optional(fc.constant('one')),
    channelFromTopic: optional(fc.constantFrom(0, 1)),
    scale: mostly(fc.constantFrom(undefined, 1e300, -0.1, 5e-324), fc.double()),
    offset: mostly(fc.constantFrom(undefined, 1.7e308, -40), fc.double()),
  })
  .map(({ measured: [quantity, unit], ...others }) => ({ quantity, unit, ...others }));

const values = mostly(
  fc.constantFrom(undefined, { a: 1, '1': 0, true: -1e308 }),
  fc.dictionary(fc.string({ maxLength: 4 }), fc.double(), { maxKeys: 4 }),
);

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** What a draft and its readings may say, by format. */
const FORMATS: Readonly<Record<string, readonly [whole: Fields, reading: Fields]>> = {
  number: [
    {
      decimalSeparator: optional(fc.constantFrom('.', ',')),
      caseInsensitive: optional(fc.boolean()),
      allowUnitSuffix: optional(fc.boolean()),
    },
    { values },
  ],
  bool: [
    { caseInsensitive: optional(fc.boolean()) },
    { onValues: optional(fc.array(fc.string({ maxLength: 3 }), { minLength: 1, maxLength: 3 })) },
  ],
  json: [
    { match: match(pointer), timePath: optional(pointer), timeFormat },
    { path: pointer, channelFromPath: optional(pointer), values },
  ],
  csv: [
    {
      separator: optional(separator),
      header: mostly(fc.constant(true), fc.constant(false)),
      match: match(name),
      timePath: optional(name),
      timeFormat,
    },
    { path: name, channelFromIndex: optional(index), channelFromPath: optional(name), values },
  ],
  kv: [
    {
      pairSeparator: optional(separator),
      keySeparator: optional(separator),
      match: match(name),
      timePath: optional(name),
      timeFormat,
    },
    { path: name, channelFromPath: optional(name), values },
  ],
  regex: [
    { pattern, timeGroup: optional(group), timeFormat },
    { group: optional(group), channelFromGroup: optional(group), values },
  ],
  binary: [
    {
      match: match(fc.constantFrom('0', '3')),
      length: optional(fc.integer({ min: 1, max: 12 })),
      time: optional(binary),
      timeFormat,
      encoding: optional(encoding),
    },
    { binary, values },
  ],
  influx: [{}, { path: name, values }],
};

export const WILD_FORMATS = Object.keys(FORMATS);

/** Drafts of a format, most of them sound. */
export function wildDrafts(format: string): fc.Arbitrary<object> {
  const [whole, reading] = FORMATS[format] ?? [{}, {}];
  const one = fc.tuple(value, fc.record(reading)).map(([of, where]) => said({ ...of, ...where }));
  return fc
    .tuple(fc.record(whole), fc.array(one, { minLength: 1, maxLength: 3 }))
    .map(([all, readings]) => ({ topic: 'a/{b}', sensor: 'kitchen', format, ...said(all), readings }));
}

function said(all: object): object {
  return Object.fromEntries(Object.entries(all).filter(([, of]) => of !== undefined));
}

const number = fc.oneof(fc.double(), fc.integer({ min: -50, max: 50 })).map(String);
const pairs = fc
  .tuple(
    fc.constantFrom('', 'm '),
    fc.array(fc.tuple(name, number), { maxLength: 5 }),
    fc.constantFrom(' ', ','),
  )
  .map(([start, all, between]) => start + all.map((pair) => pair.join('=')).join(between));
const table = fc
  .tuple(fc.array(fc.tuple(name, number), { minLength: 1, maxLength: 6 }), separator)
  .map(([columns, between]) =>
    [columns.map(([head]) => head), columns.map(([, cell]) => cell)]
      .map((row) => row.join(between))
      .join('\n'),
  );

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.json(),
  pairs,
  table,
  number,
  fc
    .array(fc.oneof(name, fc.double().map(String), separator, fc.constant('\n')), { maxLength: 20 })
    .map((parts) => parts.join('')),
  fc
    .dictionary(name, fc.oneof(fc.double(), fc.double().map(String), fc.constant('a')))
    .map((all) => JSON.stringify(all)),
);

/** What may be sent: bytes, texts, numbers between separators, JSON. */
export const wildPayload = fc.oneof(
  fc.uint8Array({ maxLength: 20 }),
  text.map((sent) => Uint8Array.from(Buffer.from(sent))),
);
