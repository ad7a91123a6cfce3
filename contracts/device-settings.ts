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

/** Of what is said of a device what Hearth knows and can read; the rest is left out. */
export function readSettings(said: unknown): DeviceSettings {
  const fields = Object.entries(Object(said)).filter(
    ([name, value]) => DeviceSettings.safeParse({ [name]: value }).success,
  );
  return DeviceSettings.parse(Object.fromEntries(fields));
}
