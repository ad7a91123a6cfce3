import { type ClusterMetadata, metadataCall } from './metadata';
import type { KafkaSettings } from './types';
import { type Address, openWire, type Wire } from './wire';

/** The way to each broker: one connection a broker, opened when needed, replaced when broken. */
export interface Brokers {
  /** Fresh from any broker that answers. */
  metadata(topics: readonly string[]): Promise<ClusterMetadata>;
  /** The connection to a broker named by the newest metadata. */
  to(nodeId: number): Promise<Wire>;
  /** A connection to any broker. */
  any(): Promise<Wire>;
  close(): void;
}

const SOME_BROKER = -1;

export function createBrokers(settings: KafkaSettings, requestTimeoutMs: number): Brokers {
  const wires = new Map<number, Promise<Wire>>();
  let known: ReadonlyMap<number, Address> = new Map();
  let closed = false;

  const wire = async (nodeId: number, open: () => Promise<Wire>): Promise<Wire> => {
    const living = await wires.get(nodeId)?.catch(() => undefined);
    if (living?.open) return living;
    if (closed) throw new Error('closed');
    const opening = open();
    wires.set(nodeId, opening);
    const opened = await opening;
    if (closed) opened.close();
    return opened;
  };

  const any = () => wire(SOME_BROKER, () => openFirst(settings, [...known.values()], requestTimeoutMs));

  return {
    any,
    async metadata(topics) {
      const metadata = await (await any()).call(metadataCall(topics));
      known = metadata.brokers;
      return metadata;
    },
    to(nodeId) {
      const address = known.get(nodeId);
      if (address === undefined) return Promise.reject(new Error(`Kafka names no broker ${nodeId}`));
      return wire(nodeId, () => openWire(settings, address, requestTimeoutMs));
    },
    close() {
      closed = true;
      for (const opening of wires.values()) {
        opening.then((living) => living.close()).catch(() => undefined);
      }
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
