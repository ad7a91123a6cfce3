import { dsmr } from './dsmr';
import { emon } from './emon';
import { espeasy } from './espeasy';
import { esphome } from './esphome';
import type { Family } from './family';
import { haDiscovery } from './ha-discovery';
import { homie } from './homie';
import { omgTheengs } from './omg-theengs';
import { rtl433 } from './rtl433';
import { senml } from './senml';
import { shellyGen1 } from './shelly-gen1';
import { shellyGen2 } from './shelly-gen2';
import { sparkplug } from './sparkplug';
import { tasmota } from './tasmota';
import { ttn } from './ttn';
import { zigbee2mqtt } from './zigbee2mqtt';

/** What reads its own topics, and is asked before any description counts. */
const NATIVE: readonly Family[] = [
  zigbee2mqtt,
  rtl433,
  tasmota,
  shellyGen1,
  shellyGen2,
  dsmr,
  omgTheengs,
  ttn,
  sparkplug,
  homie,
  senml,
  emon,
];

/** Every family that Hearth reads without a mapping; the first that claims a topic has it, unless its payload is none of its own. */
export const FAMILIES: readonly Family[] = [...NATIVE, haDiscovery(NATIVE), esphome, espeasy];
