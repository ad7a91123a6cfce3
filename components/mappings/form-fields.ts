import { BINARY_TYPES } from '@/contracts/binary-types';
import type { MappingFormat } from '@/contracts/mapping';

/** How what is typed becomes what is stored. `exact`: blanks count; `words`: by commas; `level`: a name, or a place from 0. */
export type FieldKind = 'text' | 'exact' | 'number' | 'yes' | 'words' | 'level' | 'choice';

export interface FormField {
  /** Where it stands in the neutral form: `binary.offset` within `binary`. */
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly placeholder?: string;
  readonly hint?: string;
  /** Of a choice; '' leaves it out. */
  readonly options?: readonly { readonly value: string; readonly label: string }[];
}

const CASE: FormField = { name: 'caseInsensitive', label: 'Words in any case', kind: 'yes' };
const NUMBERS: readonly FormField[] = [
  {
    name: 'decimalSeparator',
    label: 'Decimals are written with',
    kind: 'choice',
    options: [
      { value: '', label: 'a point: 21.5' },
      { value: ',', label: 'a comma: 21,5' },
    ],
  },
  { name: 'allowUnitSuffix', label: 'The unit may follow the number', kind: 'yes' },
  CASE,
];
/** What most messages need not say of their numbers and words. */
export const SELDOM: ReadonlySet<string> = new Set(NUMBERS.map(({ name }) => name));

const ENCODINGS = ['base64', 'hex'].map((value) => ({ value, label: value }));
const ENCODING: FormField = {
  name: 'encoding',
  label: 'Bytes are sent as',
  kind: 'choice',
  options: [{ value: '', label: 'bytes' }, ...ENCODINGS],
};

/** What is said of the whole message. */
export const MESSAGE_FIELDS: Readonly<Record<MappingFormat, readonly FormField[]>> = {
  number: NUMBERS,
  bool: [CASE],
  json: NUMBERS,
  csv: [
    { name: 'separator', label: 'Columns are parted by', kind: 'exact', placeholder: ',' },
    { name: 'header', label: 'Each message begins with the columns’ names', kind: 'yes' },
    ...NUMBERS,
  ],
  kv: [
    { name: 'pairSeparator', label: 'Pairs are parted by', kind: 'exact', placeholder: 'white space' },
    { name: 'keySeparator', label: 'Key and value are parted by', kind: 'exact', placeholder: '=' },
    ...NUMBERS,
  ],
  regex: [
    {
      name: 'pattern',
      label: 'Pattern',
      kind: 'text',
      placeholder: 'T=([0-9.]+)',
      hint: 'A regular expression; what stands in brackets is a group.',
    },
    ...NUMBERS,
  ],
  binary: [ENCODING, { name: 'length', label: 'Only messages of so many bytes', kind: 'number' }],
  influx: [],
  availability: [
    { name: 'path', label: 'Where it stands', kind: 'text', placeholder: 'the whole message' },
    { name: 'online', label: 'It is there', kind: 'text', placeholder: 'online' },
    { name: 'offline', label: 'It is gone', kind: 'text', placeholder: 'offline' },
  ],
};

const ANY = { placeholder: 'none: the moment of receipt' };
const HOW_AND_WHERE: readonly FormField[] = [
  {
    name: 'timeFormat',
    label: 'How it is written',
    kind: 'choice',
    options: [
      { value: '', label: 'tell it by itself' },
      { value: 'unix_s', label: 'seconds since 1970' },
      { value: 'unix_ms', label: 'milliseconds since 1970' },
      { value: 'unix_us', label: 'microseconds since 1970' },
      { value: 'unix_ns', label: 'nanoseconds since 1970' },
      { value: 'iso8601', label: 'ISO 8601' },
      { value: 'iso8601-local', label: 'ISO 8601, local time' },
    ],
  },
  {
    name: 'timeZone',
    label: 'Its zone, where it names none',
    kind: 'text',
    placeholder: 'the home’s',
  },
];

/** Where the device's own time stands; of those that have none the moment of receipt counts. */
export const TIME_FIELDS: Readonly<Record<MappingFormat, readonly FormField[]>> = {
  number: [],
  bool: [],
  json: [{ name: 'timePath', label: 'Where the time stands', kind: 'text', ...ANY }, ...HOW_AND_WHERE],
  csv: [
    { name: 'timeIndex', label: 'Column of the time, from 0', kind: 'number', ...ANY },
    { name: 'timePath', label: 'Or its name', kind: 'text' },
    ...HOW_AND_WHERE,
  ],
  kv: [{ name: 'timePath', label: 'Key of the time', kind: 'text', ...ANY }, ...HOW_AND_WHERE],
  regex: [{ name: 'timeGroup', label: 'Group of the time', kind: 'level', ...ANY }, ...HOW_AND_WHERE],
  binary: [
    { name: 'time.offset', label: 'First byte of the time, from 0', kind: 'number', ...ANY },
    typeField('time.type'),
    ...HOW_AND_WHERE,
  ],
  influx: [],
  availability: [],
};

const BYTES: readonly FormField[] = [
  { name: 'binary.offset', label: 'First byte, from 0', kind: 'number' },
  typeField('binary.type'),
  { name: 'binary.bit', label: 'Lowest bit, from 0', kind: 'number', placeholder: 'all' },
  { name: 'binary.bits', label: 'How many bits', kind: 'number', placeholder: '1' },
];

/** Where a reading stands in the message. */
export const PLACE_FIELDS: Readonly<Record<MappingFormat, readonly FormField[]>> = {
  number: [],
  bool: [],
  json: [{ name: 'path', label: 'Where it stands', kind: 'text', placeholder: '/sensor/temperature' }],
  csv: [
    { name: 'index', label: 'Column, from 0', kind: 'number' },
    { name: 'path', label: 'Or its name', kind: 'text' },
  ],
  kv: [{ name: 'path', label: 'Key', kind: 'text', placeholder: 'T' }],
  regex: [
    { name: 'group', label: 'Group', kind: 'level', placeholder: '1' },
    { name: 'pattern', label: 'A pattern of its own', kind: 'text', placeholder: 'the message’s' },
  ],
  binary: BYTES,
  influx: [{ name: 'path', label: 'Field', kind: 'text', placeholder: 'temperature' }],
  availability: [],
};

/** What more a reading may say, besides quantity, unit, scale, offset and table. */
export const READING_FIELDS: Readonly<Record<MappingFormat, readonly FormField[]>> = {
  number: [],
  bool: [
    { name: 'onValues', label: 'Words for 1', kind: 'words', placeholder: 'on, true, 1, yes' },
    { name: 'offValues', label: 'Words for 0', kind: 'words', placeholder: 'off, false, 0, no' },
  ],
  json: [
    { name: 'channelFromPath', label: 'Channel from the message', kind: 'text', placeholder: '/id' },
    { ...ENCODING, options: [{ value: '', label: 'no bytes' }, ...ENCODINGS] },
    ...BYTES,
  ],
  csv: [
    { name: 'channelFromIndex', label: 'Channel from column', kind: 'number' },
    { name: 'channelFromPath', label: 'Channel from the column named', kind: 'text' },
  ],
  kv: [{ name: 'channelFromPath', label: 'Channel from key', kind: 'text' }],
  regex: [{ name: 'channelFromGroup', label: 'Channel from group', kind: 'level' }],
  binary: [],
  influx: [],
  availability: [],
};

/** What every reading has fields for in the table. */
export const VALUE_FIELDS: readonly FormField[] = [
  { name: 'scale', label: 'Scale', kind: 'number', placeholder: '1' },
  { name: 'offset', label: 'Offset', kind: 'number', placeholder: '0' },
  { name: 'min', label: 'Believable from', kind: 'number', placeholder: 'any' },
  { name: 'max', label: 'Believable to', kind: 'number', placeholder: 'any' },
  { name: 'channel', label: 'Channel', kind: 'text', placeholder: 'none' },
  { name: 'channelFromTopic', label: 'Channel from the topic', kind: 'level' },
];

/** Whether readings may have a table of what is sent and what it means. */
export function hasTable(format: MappingFormat): boolean {
  return format !== 'bool' && format !== 'availability';
}

export function hasCondition(format: MappingFormat): boolean {
  return ['json', 'csv', 'kv', 'binary'].includes(format);
}

export function messageFields(format: MappingFormat): readonly FormField[] {
  return [...MESSAGE_FIELDS[format], ...TIME_FIELDS[format]];
}

export function readingFields(format: MappingFormat): readonly FormField[] {
  return [...PLACE_FIELDS[format], ...VALUE_FIELDS, ...READING_FIELDS[format]];
}

function typeField(name: string): FormField {
  const types = BINARY_TYPES.map((value) => ({ value, label: value }));
  return { name, label: 'Type', kind: 'choice', options: [{ value: '', label: 'none' }, ...types] };
}
