import type { MappingFormat } from '@/contracts/mapping';

/** How a message may be written, as people call it. */
export const FORMATS: readonly { readonly value: MappingFormat; readonly label: string }[] = [
  { value: 'json', label: 'JSON' },
  { value: 'number', label: 'A number alone' },
  { value: 'bool', label: 'On or off' },
  { value: 'csv', label: 'Columns (CSV)' },
  { value: 'kv', label: 'Pairs of key and value' },
  { value: 'regex', label: 'Text, by a pattern' },
  { value: 'binary', label: 'Bytes' },
  { value: 'influx', label: 'InfluxDB’s line protocol' },
  { value: 'availability', label: 'Whether it is there: a birth or last will' },
];

export function formatName(format: MappingFormat): string {
  return FORMATS.find(({ value }) => value === format)?.label ?? format;
}
