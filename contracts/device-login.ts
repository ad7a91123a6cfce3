/** By which a device, a gateway or a program logs in at the MQTT broker. */

/** A `sensor` publishes small messages, a `gateway` those of many devices, a `program` reads. */
export const LOGIN_KINDS = ['sensor', 'gateway', 'program'] as const;
export type LoginKind = (typeof LOGIN_KINDS)[number];

/** What a login may do. */
export interface LoginRights {
  readonly kind: LoginKind;
  /** It publishes to these topics and below them. */
  readonly prefixes: readonly string[];
  /** Filters that it may subscribe, besides what lies below its prefixes. */
  readonly reads: readonly string[];
}

/** A login as lists show it; its password is known to its device alone. Moments in ms since 1970. */
export interface LoginLine extends LoginRights {
  /** The user name. */
  readonly id: string;
  readonly name: string;
  readonly lastSeenAt: number | null;
  readonly lastSeenFrom: string | null;
  /** When and why it was last turned away. */
  readonly lastRefusedAt: number | null;
  readonly lastRefusal: string | null;
  /** Until when the password before holds, too; null: one password holds. */
  readonly previousUntil: number | null;
}
