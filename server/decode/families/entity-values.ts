import { quantityOf } from '@/contracts/quantities';
import { quantityOfUnit } from '@/contracts/quantity-names';
import type { Measure } from '@/contracts/reading';
import { unitSymbol } from '@/contracts/unit-spelling';
import { canonicalOf } from '@/contracts/units';
import { BY_CLASS, byAnyWords, byLastWords, wordsOf } from './entity-words';
import type { Entity } from './ha-config';
import { measureFrom, type SentAs } from './sent-value';

/** What is announced of a series that tells what it measures; the rest of an entity is about topics. */
export type Described = Pick<
  Entity,
  | 'component'
  | 'objectId'
  | 'uniqueId'
  | 'name'
  | 'unit'
  | 'deviceClass'
  | 'stateClass'
  | 'diagnostic'
  | 'resets'
  | 'on'
  | 'off'
>;

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
export function guessedRule(objectId: string): EntityRule | undefined {
  const guess = byLastWords(objectId);
  if (guess === undefined) return undefined;
  const named = { component: 'sensor', objectId, diagnostic: false, resets: false, on: '', off: '' } as const;
  const quantity = refined(guess.quantity, guess.unit, named);
  return quantity === undefined ? undefined : { ...guess, quantity };
}

/** By class, else by unit, else by name. */
function sentAs({ deviceClass, unit, name, objectId }: Described): Omit<SentAs, 'channel'> | undefined {
  const named = byLastWords(objectId) ?? byAnyWords(name ?? '') ?? byAnyWords(objectId);
  const ofClass =
    deviceClass !== undefined && Object.hasOwn(BY_CLASS, deviceClass) ? BY_CLASS[deviceClass] : undefined;
  if (ofClass !== undefined) return { quantity: ofClass, unit: unit ?? unitless(ofClass) };
  if (unit === undefined) return deviceClass === undefined ? named : undefined;
  // The name where it fits the unit: m³ may be gas or water, % many things.
  if (named !== undefined && canonicalOf(named.quantity, unit) !== undefined)
    return { quantity: named.quantity, unit };
  const volume = canonicalOf('water', unit) === undefined ? undefined : volumeOf(`${objectId} ${name ?? ''}`);
  if (volume !== undefined) return { quantity: volume, unit };
  const ofUnit = quantityOfUnit(unit);
  return ofUnit === undefined ? undefined : { quantity: ofUnit, unit };
}

/** Of what a meter counts cubic metres, or litres. */
function volumeOf(name: string): string | undefined {
  const words = wordsOf(name);
  return ['gas', 'water'].find((word) => words.includes(word));
}

/** A class without a unit means the quantity's own. */
function unitless(quantity: string): string {
  return quantityOf(quantity)?.unit ?? '';
}

const RETURNED = /produced|return|export|inject/;
const OF_A_SPAN = /\b(?:yesterday|hour(?:ly)?|week(?:ly)?|month(?:ly)?|year(?:ly)?|period)\b/;
const OF_A_DAY = /\b(?:today|daily|day)\b/;

// C8: what is set is no measurement. Fine Offset makes weather stations.
const SETTING =
  /\b(?:set ?points?|set ?temp(?:erature)?|desired|calibration|limit|threshold)\b|(?<!^fine) offset$/;
// What a radar sees is a target, too.
const TARGET = /\btarget\b/;

/** By its name: `targetTemperature` and `setpoint_temperature` are none. */
function isSetting(quantity: string, { objectId, uniqueId = '', name = '' }: Described): boolean {
  return [objectId, uniqueId, name].some((text) => {
    const words = wordsOf(text.replace(/([a-z0-9])([A-Z])/g, '$1 $2')).join(' ');
    return SETTING.test(words) || (TARGET.test(words) && quantity !== 'distance');
  });
}

/** What class and unit leave open: the direction of energy, whose voltage, which temperature. */
function refined(quantity: string, unit: string, entity: Described): string | undefined {
  const words = wordsOf(`${entity.objectId} ${entity.uniqueId ?? ''} ${entity.name ?? ''}`);
  const name = words.join(' ');
  if (isSetting(quantity, entity)) return undefined;
  switch (quantity) {
    case 'energy':
      if (entity.resets || entity.stateClass === 'measurement') return undefined;
      if (OF_A_DAY.test(name)) return 'energy_daily';
      if (OF_A_SPAN.test(name)) return undefined;
      return RETURNED.test(name) ? 'energy_returned' : 'energy';
    case 'gas':
    case 'water':
      return entity.resets || OF_A_DAY.test(name) || OF_A_SPAN.test(name) ? undefined : quantity;
    case 'temperature':
      return /dew ?point/.test(name) ? 'dew_point' : 'temperature';
    case 'wind_speed':
      return words.includes('gust') ? 'wind_gust' : 'wind_speed';
    case 'voc':
      // An index from 1 to 500 is no share of the air, and neither is what a sensor counts.
      return /\b(?:index|raw|ticks)\b/.test(name) ? undefined : 'voc';
    case 'voltage': {
      const isCell = name.includes('battery') || (entity.diagnostic && unitSymbol(unit) === 'mV');
      return isCell ? 'battery_voltage' : 'voltage';
    }
    default:
      return quantity;
  }
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
  if (perhapsCell === undefined || (measures[0]?.value ?? MOST_CELL_VOLTS + 1) > MOST_CELL_VOLTS)
    return measures;
  return measureFrom(value, { ...sent, quantity: 'battery_voltage', channel });
}
