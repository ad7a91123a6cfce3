import { typedNumber } from '@/components/format/typed-number';
import { RANGES, rangeOf } from '@/components/sensor/ranges';

/** What is looked for, as it was chosen and typed; it stands in the address. */
export interface SearchForm {
  /** A range's id, or `from-to`. */
  readonly range: string;
  readonly sensor: string;
  readonly room: string;
  readonly quantity: string;
  readonly quality: string;
  readonly least: string;
  readonly most: string;
}

const NAMES = ['range', 'sensor', 'room', 'quantity', 'quality', 'least', 'most'] as const;
const NOTHING: SearchForm = {
  ...{ range: '24h', sensor: '', room: '', quantity: '' },
  ...{ quality: '', least: '', most: '' },
};

export const SPANS = [...RANGES, { id: '30d', label: '30 d', title: 'Last 30 days', ms: 30 * 86_400_000 }];

export function formOf(params: URLSearchParams): SearchForm {
  const given = NAMES.flatMap((name) => (params.has(name) ? [[name, params.get(name) ?? '']] : []));
  return { ...NOTHING, ...Object.fromEntries(given) };
}

/** The address that asks for it. */
export function paramsOf(form: SearchForm): string {
  const params = new URLSearchParams();
  for (const name of NAMES) if (form[name] !== NOTHING[name]) params.set(name, form[name]);
  return params.toString();
}

/** The moments it reaches over, ms since 1970. */
export function spanOf({ range }: SearchForm, nowMs: number): { readonly from: number; readonly to: number } {
  const known = SPANS.find(({ id }) => id === range);
  if (known !== undefined) return { from: nowMs - known.ms, to: nowMs };
  const { chosen, ms } = rangeOf(range);
  return chosen ?? { from: nowMs - ms, to: nowMs };
}

/** What is wrong with it, and at which field. */
export function problemsOf({ least, most }: SearchForm): Partial<Record<'least' | 'most', string>> {
  const problem = (text: string) =>
    text === '' || typedNumber(text) !== undefined ? undefined : 'A number, such as 21.5';
  const wrong = { least: problem(least), most: problem(most) };
  const [low, high] = [typedNumber(least), typedNumber(most)];
  if (low !== undefined && high !== undefined && low > high) wrong.most = 'Less than “at least”';
  return Object.fromEntries(Object.entries(wrong).filter(([, words]) => words !== undefined));
}

/** What Hearth is asked for it. */
export function questionOf(form: SearchForm, nowMs: number, skip: number): object {
  const { sensor, room, quantity, quality, least, most } = form;
  const [low, high] = [typedNumber(least), typedNumber(most)];
  return {
    ...spanOf(form, nowMs),
    skip,
    ...(sensor !== '' && { sensors: [sensor] }),
    ...(room !== '' && { room }),
    ...(quantity !== '' && { quantity }),
    ...(quality !== '' && { quality }),
    ...(low !== undefined && { least: low }),
    ...(high !== undefined && { most: high }),
  };
}
