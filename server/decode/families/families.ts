import type { Payload } from '../payload';
import { emon } from './emon';
import { espeasy } from './espeasy';
import type { Family, FamilyKnowledge } from './family';
import { homie } from './homie';
import { omgTheengs } from './omg-theengs';
import { rtl433 } from './rtl433';
import { senml } from './senml';
import { sparkplug } from './sparkplug';
import { tasmota } from './tasmota';
import { ttn } from './ttn';
import { zigbee2mqtt } from './zigbee2mqtt';

/** Every family that Hearth reads without a mapping; the first that claims a topic has it. */
export const FAMILIES: readonly Family[] = [
  zigbee2mqtt,
  rtl433,
  tasmota,
  omgTheengs,
  ttn,
  sparkplug,
  homie,
  senml,
  emon,
  espeasy,
];

export function familyOf(
  levels: readonly string[],
  payload: Payload,
  knownOf: (family: Family) => FamilyKnowledge,
): Family | undefined {
  return FAMILIES.find((family) => family.claims(levels, knownOf(family), payload));
}
