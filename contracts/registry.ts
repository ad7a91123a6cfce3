import type { DeviceName } from './device';
import type { Profile, SensorIconName } from './sensor-looks';

/** What a person did, or why it was not done: a sentence, and the field that it is about. */
export type Outcome<Done> =
  | { readonly done: Done }
  | { readonly refused: { readonly problem: string; readonly field?: string } };

export interface RoomSummary {
  readonly id: number;
  readonly name: string;
  /** Null: on none. */
  readonly floorId: number | null;
  /** How many are in it, archived ones too. */
  readonly sensors: number;
}

export interface FloorSummary {
  readonly id: number;
  readonly name: string;
  /** How many are on it. */
  readonly rooms: number;
}

/** What a person says of a sensor. */
export interface SensorFields {
  readonly name: string;
  /** A room's name, made when there is none of it; null: in no room. */
  readonly room: string | null;
  readonly icon: SensorIconName | null;
  readonly profile: Profile | null;
}

/** A sensor as it is edited. */
export interface EditedSensor extends SensorFields {
  readonly id: string;
  /** ms since 1970; null: it is not archived. */
  readonly archivedAt: number | null;
  readonly device: (DeviceName & { readonly name: string | null }) | null;
  /** Topics of the mappings that feed it. */
  readonly topics: readonly string[];
}

/** What goes with a sensor when it is removed. */
export interface RemovalConsequences {
  readonly series: number;
  readonly readings: number;
  /** Of its oldest reading, ms since 1970. */
  readonly since: number | null;
  readonly mappings: number;
  readonly devices: number;
}
