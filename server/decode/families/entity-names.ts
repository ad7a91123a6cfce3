import { unitSymbol } from '@/contracts/unit-spelling';
import { wordsOf } from './entity-words';
import type { Described } from './ha-config';
import { isSetting } from './setting-words';

const RETURNED = /produced|return|export|inject|feed ?in|einspeis|terug ?lever/;
const OF_A_DAY = /today|daily|vandaag|heute|\b(?:yield)?day\b|\btages/;
const OF_A_SPAN =
  /\b(?:yesterday|week(?:ly)?|month(?:ly)?|year(?:ly)?|period|days|session|trip|gestern|gisteren|woche|monat\w*|maand|jahr\w*|jaar)\b|(?<!watt )\bhour(?:ly)?\b/;

const DIFFERENCE = /\b(?:delta|diff(?:erence)?|hysteresis)\b/;
const NO_LIQUID = /\b(?:air|airflow|exhaust|extract|ventilation|fan|gas)\b/;
const CELL = /batt|\bv?bat\b|akku/;
// How much of it is left for ever, not now.
const OF_ITS_LIFE = /\b(?:health|soh|wear)\b/;

/** As words, also where only a capital begins one: `YieldDay`. */
function spoken(text: string): string {
  return wordsOf(text.replace(/([a-z0-9])([A-Z])/g, '$1 $2')).join(' ');
}

/** What class and unit leave open: the direction of energy, whose voltage, which temperature. */
export function refined(quantity: string, unit: string, entity: Described): string | undefined {
  const names = [entity.objectId, entity.uniqueId ?? '', entity.name ?? ''].map(spoken);
  const name = names.join(' ');
  if (names.some((each) => isSetting(each, quantity))) return undefined;
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
      if (DIFFERENCE.test(name)) return undefined;
      return /dew ?point/.test(name) ? 'dew_point' : 'temperature';
    case 'water_flow':
      return NO_LIQUID.test(name) ? undefined : 'water_flow';
    case 'wind_speed':
      return /\bgust\b/.test(name) ? 'wind_gust' : 'wind_speed';
    case 'battery':
      return OF_ITS_LIFE.test(name) ? undefined : 'battery';
    case 'voc':
      // An index from 1 to 500 is no share of the air, and neither is what a sensor counts.
      return /\b(?:index|raw|ticks)\b/.test(name) ? undefined : 'voc';
    case 'voltage': {
      const isCell = CELL.test(name) || (entity.diagnostic && unitSymbol(unit) === 'mV');
      return isCell ? 'battery_voltage' : 'voltage';
    }
    default:
      return quantity;
  }
}
