import { type Arrival, familyOf } from '@/contracts/arrival';
import type { Broker, DeviceTrust } from '@/contracts/device-login';

/** All that has to be entered into a device. */
export interface Connection {
  readonly host: string;
  /** With TLS where the broker has it. */
  readonly port: number;
  readonly plainPort: number | undefined;
  readonly hasTls: boolean;
  readonly user: string;
  /** Undefined: it was shown, and is known no more. */
  readonly password: string | undefined;
  readonly name: string;
  /** What its topics have in common. */
  readonly base: string;
  /** A topic and a message like its own. */
  readonly example: { readonly topic: string; readonly payload: string };
  readonly trust: DeviceTrust;
}

const MQTT = 1883;
const MQTTS = 8883;

export function connectionOf(arrival: Arrival, broker: Broker, password: string | undefined): Connection {
  const { user, name, family, base } = arrival;
  const tls = broker.mqttsUrl === undefined ? undefined : new URL(broker.mqttsUrl);
  const plain = broker.mqttUrl === undefined ? undefined : new URL(broker.mqttUrl);
  const plainPort = plain && (Number(plain.port) || MQTT);
  return {
    host: broker.host ?? tls?.hostname ?? plain?.hostname ?? '127.0.0.1',
    port: tls === undefined ? (plainPort ?? MQTT) : Number(tls.port) || MQTTS,
    plainPort,
    hasTls: tls !== undefined,
    user,
    password,
    name,
    base,
    example: familyOf(family).example(base),
    trust: broker.trust,
  };
}

/** As it stands in a snippet: a password that is known no more is left open. */
export function shownPassword({ password }: Connection): string {
  return password ?? 'PASSWORD';
}
