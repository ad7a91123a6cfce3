import type { FailureGroup } from '@/contracts/mapping-rehearsal';

const CODES: Readonly<Record<string, string>> = {
  BAD_JSON: 'not JSON',
  NOT_UTF8: 'no text',
  NO_VALUE: 'value missing',
  BAD_NUMBER: 'not a number',
  TOO_LARGE: 'too large',
  TOO_DEEP: 'nested too deep',
  IMPLAUSIBLE: 'believable range',
  NO_SENSOR: 'no sensor of that name yet',
};

/** Why messages failed, in words: “value missing: $.co2”. `where`: where the draft's readings stand. */
export function failureWords({ code, reading }: FailureGroup, where: readonly string[]): string {
  const place = reading === null ? '' : (where[reading] ?? '');
  return [CODES[code] ?? code, place].filter((part) => part !== '').join(': ');
}

/** What the first of them says: “hall, "nan"”. */
export function sampleWords({ samples: [first], code }: FailureGroup, label: (topic: string) => string) {
  if (first === undefined) return '';
  const { topic, payload, detail } = first;
  const said = code === 'IMPLAUSIBLE' ? detail : (payload?.slice(0, 60) ?? 'bytes that are no text');
  return `${label(topic)}, ${said}`;
}
