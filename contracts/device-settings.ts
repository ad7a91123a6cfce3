import { z } from 'zod';
import { TimeZone } from './time-zone';

/** What only its owner knows of a device; what is left out is as its family takes it. */
export const DeviceSettings = z.strictObject({
  /** The zone of its clock, where its stamps name none; else the home's. */
  timezone: TimeZone.optional(),
  /** The unit that is set on it. */
  temperatureUnit: z.enum(['C', 'F']).optional(),
  /** Which of two forms of the same values counts. */
  z2mOutput: z.enum(['json', 'attribute']).optional(),
  rtl433Source: z.enum(['events', 'devices']).optional(),
  /** Whether names tell what is measured, where nothing else does; else yes. */
  nameHeuristics: z.boolean().optional(),
});
export type DeviceSettings = z.output<typeof DeviceSettings>;

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
