import { dsmr } from './dsmr';
import { esphome } from './esphome';
import type { Family } from './family';
import { shellyGen1 } from './shelly-gen1';
import { shellyGen2 } from './shelly-gen2';
import { tasmota } from './tasmota';
import { zigbee2mqtt } from './zigbee2mqtt';

/** Every family that Hearth reads without a mapping; the first that claims a topic has it, unless its payload is none of its own. */
export const FAMILIES: readonly Family[] = [zigbee2mqtt, tasmota, shellyGen1, shellyGen2, dsmr, esphome];
