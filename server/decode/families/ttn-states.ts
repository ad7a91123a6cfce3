import { contactIn } from './contact-words';
import type { Meaning } from './ttn-names';

/** A state as 1 or 0, and what it says. */
export interface ToldState {
  readonly meaning: Meaning;
  readonly value: 0 | 1;
}

const CONTACT = { quantity: 'contact', unit: '' } as const;
const OCCUPANCY = { quantity: 'occupancy', unit: '' } as const;
const SOMEONE = /^(?:presence|occupancy|occupied|motion|pir)(?:_?(?:detected|status|state))?$/i;
const PRESENCE_OF_LPP = /^presence_(\d{1,3})$/;
const DOOR = /^(?:door|window|magnet|contact|reed|open_?close)(?:_?(?:status|state|sensor|switch))?$/i;
const IS_OPEN = /^(?:is_?open|(?:door|window)_?(?:is_?)?open(?:ed)?(?:_?(?:status|state))?)$/i;
const YES_OR_NO: ReadonlyMap<unknown, 0 | 1> = new Map<unknown, 0 | 1>([
  [true, 1],
  [false, 0],
  [1, 1],
  [0, 0],
]);

/** What a field says of a door or of somebody being there; a count, as many motion sensors send, says neither. */
export function stateIn(field: string, sent: unknown): ToldState | undefined {
  if (DOOR.test(field)) {
    const value = contactIn(sent);
    return value === undefined ? undefined : { meaning: CONTACT, value };
  }
  if (IS_OPEN.test(field)) {
    const isOpen = YES_OR_NO.get(sent);
    return isOpen === undefined ? undefined : { meaning: CONTACT, value: isOpen === 1 ? 0 : 1 };
  }
  if (SOMEONE.test(field) && typeof sent === 'boolean') return { meaning: OCCUPANCY, value: sent ? 1 : 0 };
  const [, index] = PRESENCE_OF_LPP.exec(field) ?? [];
  const value = index === undefined ? undefined : YES_OR_NO.get(sent);
  return index === undefined || value === undefined ? undefined : { meaning: { ...OCCUPANCY, index }, value };
}
