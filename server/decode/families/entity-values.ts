import { quantityOf } from '@/contracts/quantities';
import { quantityOfUnit } from '@/contracts/quantity-names';
import type { Measure } from '@/contracts/reading';
import { canonicalOf } from '@/contracts/units';
import { refined } from './entity-names';
import { BY_CLASS, byAnyWords, byLastWords, byPlainName, NO_CLASS_OF_OURS, wordsOf } from './entity-words';
import type { Described } from './ha-config';
import { remembering } from './remembering';
import { measureFrom, type SentAs } from './sent-value';

/** How values of a described series are read. */
export interface EntityRule extends Omit<SentAs, 'channel'> {
  /** Yes or no: what `on` counts as; the opposite word counts as the other. */
  readonly binary?: { readonly on: 0 | 1 };
  /** A voltage of a few volts that a device tells of itself is its cell's. */
  readonly perhapsCell?: true;
}

const SOMEONE = new Set(['motion', 'presence', 'occupancy']);
const OPENING = new Set(['door', 'window', 'opening', 'garage_door']);
const MOST_CELL_VOLTS = 5;

/** What a described series measures; undefined where that can't be told, or it is no measurement of Hearth's. */
export function ruleOf(entity: Described): EntityRule | undefined {
  if (entity.component === 'binary_sensor') {
    // On is open: the contact is broken.
    if (OPENING.has(entity.deviceClass ?? '')) return { quantity: 'contact', unit: '', binary: { on: 0 } };
    return SOMEONE.has(entity.deviceClass ?? '')
      ? { quantity: 'occupancy', unit: '', binary: { on: 1 } }
      : undefined;
  }
  const sent = sentAs(entity);
  const unit = sent?.unit ?? '';
  const quantity = sent === undefined ? undefined : refined(sent.quantity, unit, entity);
  if (quantity === undefined || canonicalOf(quantity, unit) === undefined) return undefined;
  const perhapsCell = quantity === 'voltage' && entity.diagnostic;
  return { quantity, unit, ...(perhapsCell && { perhapsCell }) };
}

/** What a series without a description measures by the last words of its id. */
export const guessedRule = remembering((objectId): EntityRule | undefined => {
  const guess = byLastWords(objectId);
  if (guess === undefined) return undefined;
  const named = { component: 'sensor', objectId, diagnostic: false, resets: false, on: '', off: '' } as const;
  const quantity = refined(guess.quantity, guess.unit, named);
  return quantity === undefined ? undefined : { ...guess, quantity };
});

/** By class, else by unit, else by name. */
function sentAs({ deviceClass, unit, name, objectId }: Described): Omit<SentAs, 'channel'> | undefined {
  if (NO_CLASS_OF_OURS.has(deviceClass ?? '')) return undefined;
  const ofClass =
    deviceClass !== undefined && Object.hasOwn(BY_CLASS, deviceClass) ? BY_CLASS[deviceClass] : undefined;
  if (ofClass !== undefined) return { quantity: ofClass, unit: unit ?? unitless(ofClass, deviceClass) };
  // Words alone must be all that it is called: `Current tariff` and `Battery state` are neither.
  if (unit === undefined)
    return deviceClass === undefined ? (byPlainName(objectId) ?? byPlainName(name ?? '')) : undefined;
  const named = byLastWords(objectId) ?? byAnyWords(name ?? '') ?? byAnyWords(objectId);
  // The name where it fits the unit: m³ may be gas or water, % many things.
  if (named !== undefined && canonicalOf(named.quantity, unit) !== undefined)
    return { quantity: named.quantity, unit };
  const noun = wordsOf(`${objectId} ${name ?? ''}`).find(
    (word) => NOUNS.has(word) && canonicalOf(word, unit) !== undefined,
  );
  if (noun !== undefined) return { quantity: noun, unit };
  const ofUnit = quantityOfUnit(unit);
  return ofUnit === undefined ? undefined : { quantity: ofUnit, unit };
}

/** What cubic metres or metres are of; a name may hold them anywhere. */
const NOUNS = new Set(['gas', 'water', 'distance']);

/** A class without a unit means the quantity's own. */
function unitless(quantity: string, deviceClass: string | undefined): string {
  if (deviceClass === 'volatile_organic_compounds') return 'µg/m³';
  return quantityOf(quantity)?.unit ?? '';
}

/** The measure in a value of a described series. */
export function entityMeasure(
  value: unknown,
  { binary, perhapsCell, ...sent }: EntityRule,
  { on, off }: Pick<Described, 'on' | 'off'>,
  channel: string,
): Measure[] {
  if (binary !== undefined) {
    if (value !== on && value !== off) return [];
    return measureFrom(value === on ? binary.on : 1 - binary.on, { ...sent, channel });
  }
  const measures = measureFrom(value, { ...sent, channel });
  // No cell has more: it is a store's, or the mains at one.
  if (sent.quantity === 'battery_voltage' && measures[0]?.quality === 'implausible')
    return measureFrom(value, { ...sent, quantity: 'voltage', channel });
  if (perhapsCell === undefined || (measures[0]?.value ?? MOST_CELL_VOLTS + 1) > MOST_CELL_VOLTS)
    return measures;
  return measureFrom(value, { ...sent, quantity: 'battery_voltage', channel });
}
