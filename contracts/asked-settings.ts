import type { DeviceSettings } from './device-settings';

// Without zod: browsers are sent it.

/** What a family of devices asks its owner for. */
const OF_FAMILY: Readonly<Record<string, readonly (keyof DeviceSettings)[]>> = {
  tasmota: ['timezone'],
  rtl_433: ['timezone', 'rtl433Source'],
  emon: ['timezone'],
  'shelly-gen1': ['temperatureUnit'],
  zigbee2mqtt: ['z2mOutput'],
  esphome: ['nameHeuristics'],
};

export function settingsOfFamily(family: string): readonly (keyof DeviceSettings)[] {
  return Object.hasOwn(OF_FAMILY, family) ? (OF_FAMILY[family] ?? []) : [];
}
