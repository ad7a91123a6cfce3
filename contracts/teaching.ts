import type { DeviceName } from './device';
import type { Replay } from './replay';

/** The sensor that somebody means: one that there is, or one to be made. */
export type MeantSensor =
  | { readonly id: string }
  | { readonly name: string /** A room's name; null: in no room. */; readonly room: string | null };

/** Which messages are which sensors, and what in them is measured. */
export interface TeachWish {
  /** The neutral form of a mapping, without whose it is; of several sources its topic has a level called `source`. */
  readonly definition: object;
  readonly sources: readonly {
    readonly topic: string;
    /** The text of the level `source`; null: the one topic. */
    readonly value: string | null;
    readonly sensor: MeantSensor;
  }[];
}

/** The level that tells sources apart, as mappings name it that are taught here. */
export const SOURCE = 'source';

export interface BindWish {
  readonly devices: readonly (DeviceName & { readonly sensor: MeantSensor })[];
}

/** How many sources or devices are taught at once. */
export const MOST_TAUGHT = 100;

/** How many sensors of a teaching are named. */
export const SENSORS_NAMED = 6;

/** What was taught, and how far its past has come. Moments are ms since 1970. */
export interface Teaching {
  readonly id: number;
  /** How many sensors get something by it. */
  readonly total: number;
  /** The first of them, up to `SENSORS_NAMED`. */
  readonly sensors: readonly { readonly id: string; readonly name: string }[];
  /** Null where no message waited. */
  readonly replay: Replay | null;
  readonly who: string;
  readonly at: number;
  readonly takenBackAt: number | null;
}
