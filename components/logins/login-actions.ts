import type { Outcome } from '@/contracts/registry';

/** Known only in the answer that made it. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

export interface LoginActions {
  readonly addLogin: (wish: {
    readonly name: string;
    readonly kind: string;
    readonly prefixes: string;
    readonly reads: string;
  }) => Promise<Outcome<Credentials>>;
  readonly rotateLogin: (user: string) => Promise<Outcome<Credentials>>;
  readonly revokeLogin: (user: string) => Promise<Outcome<null>>;
}

/** Where devices find the broker; without addresses another process takes MQTT. */
export interface BrokerAddresses {
  readonly mqttsUrl: string | undefined;
  readonly mqttUrl: string | undefined;
}
