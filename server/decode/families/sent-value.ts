import { convert, isIdentity } from '@/contracts/conversion';
import type { Measure } from '@/contracts/reading';
import { type Canonical, canonicalOf } from '@/contracts/units';
import { rawNumber, rounded } from '../measure-rule';
import { withoutNegativeZero } from '../number-text';
import { storable } from './json-object';

/** What a value is: its quantity, the unit it is sent in, and which of several of that quantity. */
export interface SentAs {
  readonly quantity: string;
  /** '' where the quantity has none. */
  readonly unit: string;
  readonly channel: string | null;
}

const MAX_CHANNEL = 120;
const MOST_REMEMBERED = 1000;
const canonicals = new Map<string, Map<string, Canonical>>();
let remembered = 0;

/** The measure in a JSON value or text; none for whatever is no number, or in a unit the quantity can't have. */
export function measureFrom(value: unknown, { quantity, unit, channel }: SentAs): Measure[] {
  const raw = rawNumber(value, {}, unit);
  const canonical = raw === undefined ? undefined : canonicalFor(quantity, unit);
  if (raw === undefined || canonical === undefined) return [];
  const { conversion, hard } = canonical;
  const result = isIdentity(conversion) ? raw : withoutNegativeZero(rounded(convert(raw, conversion)));
  if (!Number.isFinite(result)) return [];
  const measure: Measure = {
    quantity,
    channel: channel === null ? null : storable(channel.slice(0, MAX_CHANNEL)),
    value: result,
    unit: canonical.unit,
  };
  return [result < hard[0] || result > hard[1] ? { ...measure, quality: 'implausible' } : measure];
}

/** Units come with messages: only what is taken is worth remembering. */
function canonicalFor(quantity: string, unit: string): Canonical | undefined {
  const ofQuantity = canonicals.get(quantity);
  const known = ofQuantity?.get(unit);
  if (known !== undefined) return known;
  const canonical = canonicalOf(quantity, unit);
  if (canonical === undefined || remembered >= MOST_REMEMBERED) return canonical;
  canonicals.set(quantity, (ofQuantity ?? new Map<string, Canonical>()).set(unit, canonical));
  remembered += 1;
  return canonical;
}
