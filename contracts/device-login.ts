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

/** Where devices find the broker. */
export interface BrokerAddresses {
  /** With TLS, and without, as this machine reaches them. */
  readonly mqttsUrl: string | undefined;
  readonly mqttUrl: string | undefined;
  /** False: it is one of one's own, with logins of its own. */
  readonly isOwn: boolean;
  /** By which devices at home reach it; undefined: it listens on this machine alone. */
  readonly host: string | undefined;
}

/** What devices compare or trust of the certificates that the broker shows; undefined: that is not Hearth's to say. */
export interface DeviceTrust {
  /** SHA-256 of the CA's certificate, for people. */
  readonly authority: string | undefined;
  /** For Tasmota's `MqttFingerprint1`. */
  readonly tasmota: string | undefined;
  /** SHA-1 of the server's EC certificate, for an ESP8266 without a clock. */
  readonly esp: string | undefined;
}

/** A broker as a device is told of it. */
export interface Broker extends BrokerAddresses {
  readonly trust: DeviceTrust;
}

/** Known only in the answer that made it. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
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
