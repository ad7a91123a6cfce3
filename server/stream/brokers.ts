import { type ClusterMetadata, metadataCall } from './metadata';
import type { KafkaSettings } from './types';
import { type Address, openWire, type Wire } from './wire';

/** The way to each broker: a connection a broker, opened when needed, replaced when broken. */
export interface Brokers {
  /** Fresh from any broker that answers. */
  metadata(topics: readonly string[] | 'all'): Promise<ClusterMetadata>;
  /** The connection to a broker named by the newest metadata. */
  to(nodeId: number): Promise<Wire>;
  /** A second connection to it, for questions whose answers wait. */
  patient(nodeId: number): Promise<Wire>;
  /** A connection to any broker. */
  any(): Promise<Wire>;
  close(): void;
}

const SOME_BROKER = 'any';

interface Link {
  readonly opening: Promise<Wire>;
  /** Undefined while it is being opened. */
  wire: Wire | undefined;
}

export function createBrokers(settings: KafkaSettings, requestTimeoutMs: number): Brokers {
  const links = new Map<string, Link>();
  let known: ReadonlyMap<number, Address> = new Map();
  let closed = false;

  // Without a wait before it is noted: who asks meanwhile shares the connection, or its failure.
  const wire = (name: string, open: () => Promise<Wire>): Promise<Wire> => {
    const link = links.get(name);
    if (link !== undefined && link.wire?.open !== false) return link.opening;
    if (closed) return Promise.reject(new Error('closed'));
    const fresh: Link = { opening: open(), wire: undefined };
    links.set(name, fresh);
    fresh.opening.then(
      (opened) => {
        fresh.wire = opened;
        if (closed) opened.close();
      },
      () => {
        if (links.get(name) === fresh) links.delete(name);
      },
    );
    return fresh.opening;
  };

  const toBroker = (nodeId: number, name: string): Promise<Wire> => {
    const address = known.get(nodeId);
    if (address === undefined) return Promise.reject(new Error(`Kafka names no broker ${nodeId}`));
    return wire(name, () => openWire(settings, address, requestTimeoutMs));
  };

  const any = () => wire(SOME_BROKER, () => openFirst(settings, [...known.values()], requestTimeoutMs));

  return {
    any,
    async metadata(topics) {
      const metadata = await (await any()).call(metadataCall(topics));
      known = metadata.brokers;
      return metadata;
    },
    to: (nodeId) => toBroker(nodeId, `${nodeId}`),
    patient: (nodeId) => toBroker(nodeId, `${nodeId}, patient`),
    close() {
      closed = true;
      for (const { wire: opened } of links.values()) opened?.close();
    },
  };
}

// The configured addresses come first: a broker told by the cluster may be reachable from elsewhere only.
async function openFirst(
  settings: KafkaSettings,
  known: readonly Address[],
  requestTimeoutMs: number,
): Promise<Wire> {
  let fault: unknown = new Error('no Kafka broker is configured');
  for (const address of [...settings.brokers.map(parseAddress), ...known]) {
    try {
      return await openWire(settings, address, requestTimeoutMs);
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}

function parseAddress(broker: string): Address {
  const colon = broker.lastIndexOf(':');
  return { host: broker.slice(0, colon), port: Number(broker.slice(colon + 1)) };
}
