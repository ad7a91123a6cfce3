import { dsmr } from './dsmr';
import { esphome } from './esphome';
import type { Family } from './family';
import { haDiscovery } from './ha-discovery';
import { shellyGen1 } from './shelly-gen1';
import { shellyGen2 } from './shelly-gen2';
import { tasmota } from './tasmota';
import { zigbee2mqtt } from './zigbee2mqtt';

/** What reads its own topics, and is asked before any description counts. */
const NATIVE: readonly Family[] = [zigbee2mqtt, tasmota, shellyGen1, shellyGen2, dsmr];

/** Every family that Hearth reads without a mapping; the first that claims a topic has it, unless its payload is none of its own. */
export const FAMILIES: readonly Family[] = [...NATIVE, haDiscovery(NATIVE), esphome];
