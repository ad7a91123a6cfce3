import { z } from 'zod';
import type { Measure } from './reading';
import type { Availability } from './sensor';

/** A device by what it publishes: a family, and its natural key within it. */
export const DeviceName = z.object({ family: z.string().min(1).max(40), key: z.string().min(1).max(200) });
export type DeviceName = Readonly<z.output<typeof DeviceName>>;

/** A device that was heard and feeds no sensor. Moments are ms since 1970. */
export interface HeardDevice extends DeviceName {
  readonly name: string | null;
  readonly model: string | null;
  readonly firstHeard: number;
  readonly lastHeard: number;
  readonly availability: Availability | null;
  readonly sampleTopic: string;
  /** Its newest values, in canonical units; empty where it sent none yet. */
  readonly measures: readonly Measure[];
}

/** The devices heard last, up to 500, and how many there are. */
export interface HeardDevices {
  readonly devices: readonly HeardDevice[];
  readonly total: number;
}
