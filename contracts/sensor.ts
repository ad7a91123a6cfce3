import type { Cursor } from './socket-events';

export type Availability = 'online' | 'offline';

/** One series as lists and pages show it. Moments are ms since 1970 UTC, values canonical. */
export interface SeriesSummary {
  readonly quantity: string;
  readonly channel: string | null;
  readonly unit: string;
  readonly latest: {
    /** When the newest value was measured. */
    readonly measuredAt: number;
    readonly value: number;
    /** When anything of this series was last received. */
    readonly seenAt: number;
    /** When the value last became another one. */
    readonly changedAt: number;
  } | null;
  /** 99th percentile of the time between two readings; null while unknown. */
  readonly rhythmMs: number | null;
}

export interface SensorRoom {
  readonly id: number;
  readonly name: string;
  /** The name of the floor that it is on; absent: on none. */
  readonly floor?: string;
}

export interface SensorSummary {
  readonly id: string;
  readonly name: string;
  /** One of `SENSOR_ICONS`; null: its first quantity's. */
  readonly icon: string | null;
  /** What kind of thing it is (`PROFILES`); null: nobody said. */
  readonly profile: string | null;
  readonly room: SensorRoom | null;
  readonly availability: { readonly state: Availability; readonly since: number } | null;
  readonly series: readonly SeriesSummary[];
}

export interface SensorList {
  readonly sensors: readonly SensorSummary[];
  readonly cursor?: Cursor;
  /** The server's clock, ms since 1970. */
  readonly serverTime: number;
}
