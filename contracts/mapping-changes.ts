import { pointerTokens } from './json-pointer';

/** A definition as it is stored; of older versions nothing more is known. */
type Said = Readonly<Record<string, unknown>>;

/** What a quantity is called, such as `Temperature`. */
export type LabelOf = (quantity: string) => string;

/** Fields in people's words, in the order in which changes are told. */
const FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  topic: 'topic',
  format: 'format',
  sensor: 'sensor',
  sensorFrom: 'the sensor is told by',
  match: 'only where',
  path: 'where it stands',
  online: 'word for online',
  offline: 'word for offline',
  separator: 'separator',
  header: 'line of column names',
  pairSeparator: 'separator of pairs',
  keySeparator: 'separator of key and value',
  pattern: 'pattern',
  encoding: 'bytes are written as',
  length: 'length in bytes',
  decimalSeparator: 'decimal sign',
  allowUnitSuffix: 'unit may follow the number',
  caseInsensitive: 'letters’ case doesn’t matter',
  timePath: 'time from',
  timeIndex: 'time from column',
  timeGroup: 'time from group',
  time: 'time from bytes',
  timeFormat: 'format of the time',
  timeZone: 'zone of the time',
};

const READING_FIELDS: Readonly<Record<string, string>> = {
  quantity: 'quantity',
  unit: 'unit as sent',
  scale: 'scale',
  offset: 'offset',
  min: 'lowest believable value',
  max: 'highest believable value',
  values: 'table of values',
  onValues: 'words for 1',
  offValues: 'words for 0',
  encoding: 'bytes are written as',
  channel: 'channel',
  channelFromTopic: 'channel from topic level',
  channelFromPath: 'channel from',
  channelFromIndex: 'channel from column',
  channelFromGroup: 'channel from group',
};

/** What a field means where it isn't said. */
const UNSAID: Readonly<Record<string, unknown>> = {
  scale: 1,
  offset: 0,
  decimalSeparator: '.',
  allowUnitSuffix: false,
  caseInsensitive: false,
  header: false,
  timeFormat: 'auto',
};

const PLACE = ['path', 'index', 'pattern', 'group', 'binary'] as const;

/** What a version says otherwise than another, a sentence each: `offset of temperature: 0 → 0.5`. Null: it is removed. */
export function mappingChanges(before: unknown, after: unknown, label: LabelOf): readonly string[] {
  if (after === null) return before === null ? [] : ['removed'];
  if (before === null) return ['brought back'];
  const [was, is] = [said(before), said(after)];
  return [
    ...fieldChanges(was, is, FIELDS, ''),
    ...sensorChanges(was.sensors, is.sensors),
    ...readingChanges(readings(was), readings(is), label),
  ];
}

function said(definition: unknown): Said {
  return isRecord(definition) ? definition : {};
}

function readings({ readings: all }: Said): readonly Said[] {
  return Array.isArray(all) ? all.map(said) : [];
}

function fieldChanges(was: Said, is: Said, fields: Readonly<Record<string, string>>, of: string): string[] {
  return Object.entries(fields).flatMap(([field, words]) => {
    const [one, other] = [was[field] ?? UNSAID[field], is[field] ?? UNSAID[field]];
    return isSame(one, other) ? [] : [`${words}${of}: ${change(one, other)}`];
  });
}

function sensorChanges(was: unknown, is: unknown): string[] {
  const [before, after] = [said(was), said(is)];
  const texts = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return texts.flatMap((text) => {
    const [one, other] = [before[text], after[text]];
    if (one === other) return [];
    if (one === undefined) return [`${text} feeds ${shown(other)}`];
    return [
      other === undefined
        ? `${text} feeds no sensor`
        : `${text} feeds ${shown(other)}, no longer ${shown(one)}`,
    ];
  });
}

function readingChanges(was: readonly Said[], is: readonly Said[], label: LabelOf): string[] {
  const pairs = pairsOf(was, is);
  const gone = was.filter((one) => !pairs.some(([before]) => before === one));
  const changed = is.flatMap((after) => {
    const [before] = pairs.find(([, other]) => other === after) ?? [];
    if (before === undefined) return [`added ${nameOf(after, label)} from ${placeOf(after)}`];
    const of = ` of ${nameOf(before, label)}`;
    const moved =
      placeOf(before) === placeOf(after) ? [] : [`place${of}: ${placeOf(before)} → ${placeOf(after)}`];
    return [...moved, ...fieldChanges(named(before, label), named(after, label), READING_FIELDS, of)];
  });
  return [...gone.map((one) => `removed ${nameOf(one, label)} from ${placeOf(one)}`), ...changed];
}

/** Which reading became which: first those that stayed what they were, then those at the same place, then of the same series. */
function pairsOf(was: readonly Said[], is: readonly Said[]): readonly (readonly [Said, Said])[] {
  const place = (one: Said) => placeOf(one);
  const series = ({ quantity, channel }: Said) => `${quantity} ${channel}`;
  const [left, right] = [new Set(was), new Set(is)];
  return [(one: Said) => `${place(one)} ${series(one)}`, place, series].flatMap((keyOf) => {
    const found: [Said, Said][] = [];
    for (const after of right) {
      const before = [...left].find((one) => keyOf(one) === keyOf(after));
      if (before === undefined) continue;
      left.delete(before);
      right.delete(after);
      found.push([before, after]);
    }
    return found;
  });
}

function nameOf({ quantity, channel }: Said, label: LabelOf): string {
  const name = inSentence(label(String(quantity)));
  return typeof channel === 'string' ? `${name} (${channel})` : name;
}

function named(reading: Said, label: LabelOf): Said {
  return { ...reading, quantity: inSentence(label(String(reading.quantity))) };
}

/** Names that are abbreviations keep their letters: CO₂, PM2.5, UV index, pH. */
function inSentence(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

function placeOf(reading: Said): string {
  const { path, index, pattern, group, binary } = reading;
  if (PLACE.every((field) => reading[field] === undefined)) return 'the message';
  if (typeof index === 'number') return `column ${index}`;
  if (binary !== undefined)
    return [bytesOf(said(binary)), ...(path === undefined ? [] : [jsonPlace(path)])].join(' of ');
  if (path !== undefined) return jsonPlace(path);
  return `group ${group ?? 1}${pattern === undefined ? '' : ` of ${pattern}`}`;
}

function bytesOf({ offset, type, bit, bits = 1 }: Said): string {
  const some = bit === undefined ? '' : `, bit ${bit}${bits === 1 ? '' : ` and ${bits} in all`}`;
  return `byte ${offset} as ${type}${some}`;
}

/** A pointer as people write paths; names of fields stay what they are. */
function jsonPlace(path: unknown): string {
  if (typeof path !== 'string' || !path.startsWith('/')) return path === '' ? 'the message' : `“${path}”`;
  return pointerTokens(path).reduce(
    (before, token) =>
      before + (/^\d+$/.test(token) ? `[${token}]` : /^\w+$/.test(token) ? `.${token}` : `["${token}"]`),
    '$',
  );
}

function shown(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value.startsWith('/') ? jsonPlace(value) : value;
  if (Array.isArray(value)) return value.map(shown).join(', ');
  if (typeof value !== 'object') return String(value);
  const entries = Object.entries(value).map(
    ([key, of]) => `${key.startsWith('/') ? jsonPlace(key) : key} = ${shown(of)}`,
  );
  return entries.length === 0 ? 'none' : entries.join(', ');
}

/** By what is said, not by how it looks; a field that is empty says as little as one that isn't there. */
function isSame(one: unknown, other: unknown): boolean {
  return isSameValue(orUnsaid(one), orUnsaid(other));
}

/** Keys in whatever order. */
function isSameValue(was: unknown, is: unknown): boolean {
  if (was === is) return true;
  if (Array.isArray(was) && Array.isArray(is))
    return was.length === is.length && was.every((each, at) => isSameValue(each, is[at]));
  if (!isRecord(was) || !isRecord(is)) return false;
  const keys = Object.keys(was);
  return (
    keys.length === Object.keys(is).length &&
    keys.every((key) => Object.hasOwn(is, key) && isSameValue(was[key], is[key]))
  );
}

function orUnsaid(value: unknown): unknown {
  if (value === undefined || value === '') return null;
  return isRecord(value) && Object.keys(value).length === 0 ? null : value;
}

function isRecord(value: unknown): value is Said {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where both look the same, with what they are. */
function change(one: unknown, other: unknown): string {
  const [was, is] = [shown(one), shown(other)];
  return was === is ? `${JSON.stringify(one)} → ${JSON.stringify(other)}` : `${was} → ${is}`;
}
