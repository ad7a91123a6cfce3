import type { Server } from 'node:http';
import type { Logger } from 'pino';
import type { Certificates } from './certificates/index';
import type { Config } from './config';
import type { Database } from './database';
import type { Health } from './health';
import type { PageHandler } from './http';
import type { Metrics } from './metrics';
import type { KafkaSettings } from './stream/types';

/** What every role is handed at start. Clock, sockets and stores come in here, nowhere else. */
export interface Context {
  readonly config: Config;
  readonly log: Logger;
  readonly kafka: KafkaSettings;
  /** The home's IANA zone, which its admin may change while everything runs. */
  homeZone(): string;
  readonly database: Database;
  readonly metrics: Metrics;
  readonly health: Health;
  /** What TLS servers show; undefined in a process that has none. */
  readonly certificates: Certificates | undefined;
  /** The one HTTP server, with TLS where the settings say so: pages, API and sockets. It listens before the roles start, so that `/readyz` can say what is missing. */
  readonly http: Server;
  /** Who answers what `/healthz` and its sisters don't; the web role sets it. */
  readonly pages: { handler: PageHandler | undefined };
  /** Addresses known only once something listens. */
  readonly addresses: {
    url: string;
    mqttUrl: string | undefined;
    mqttsUrl: string | undefined;
    /** By which name it is announced to the networks at home; undefined: it isn't. */
    homeName?: string | undefined;
  };
  /** Aborted when Hearth is told to stop: a start that still waits for something gives up. */
  readonly stopping?: AbortSignal;
  /** A fault nobody can go on from: logs it and stops the process with code 1. */
  fail(reason: string): void;
}

/** What a started part gives back. */
export interface Running {
  stop(): Promise<void>;
}
