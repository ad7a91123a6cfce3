import type { Worker } from 'node:worker_threads';
import type { BrokerAddresses, DeviceTrust } from '@/contracts/device-login';
import type { PipelineReport } from '@/contracts/pipeline';
import type { Reach } from '@/contracts/reach';
import type { SearchSettings } from '@/server/config';
import type { Health } from '@/server/health';
import type { Metrics } from '@/server/metrics';
import type { People } from '@/server/people/queries';
import type { Cluster } from '@/server/stream/admin/cluster';
import type { MessageReader } from '@/server/stream/admin/message-reader';
import type { LogReader } from '@/server/stream/log-reader';
import type { KafkaSettings } from '@/server/stream/types';

/** What the pages use of the process they run in. */
export interface Handed {
  readonly log: LogReader;
  /** For a thread that reads Kafka by itself. */
  readonly kafka: KafkaSettings;
  readonly cluster: Cluster;
  readonly messages: MessageReader;
  /** Starts a thread that rehearses a mapping with what it is given. */
  startRehearsalThread(workerData: unknown): Worker;
  /** How the road from a sensor to a page is, as this process sees it. */
  pipeline(): Promise<PipelineReport>;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly search: SearchSettings;
  readonly dataDir: string;
  /** The home's, IANA. */
  homeZone(): string;
  readonly people: People;
  /** Where links lead: HEARTH_URL, else where this process listens. */
  readonly publicUrl: string;
  /** Where devices find the broker that this process runs. */
  brokerAddresses(): BrokerAddresses;
  /** What devices compare of the certificates that it shows. */
  deviceTrust(): DeviceTrust;
  /** How other devices open these pages. */
  reach(): Reach;
}

const KEY = Symbol.for('hearth.pages.handed');
type Holder = { [KEY]?: Handed };

/** Pages are bundled apart from the server: the process holds it for them. */
export function handToPages(handed: Handed): void {
  (globalThis as Holder)[KEY] = handed;
}

/** Throws in a process that serves pages without Hearth: pages run within it. */
export function handedToPages(): Handed {
  const handed = (globalThis as Holder)[KEY];
  if (handed === undefined) throw new Error('pages run within Hearth');
  return handed;
}
