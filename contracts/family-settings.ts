import type { DeviceSettings } from './device-settings';

/** Which of them a family of devices asks for. */
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
