import type { Context } from '@/server/context';
import { type Identity, identify } from '../target/identify';
import { SearchFault } from '../target/search-fault';
import type { SearchServer } from '../target/search-server';
import { createIndices, type Indices } from './indices';
import { createSink, type Sink } from './sink';

/** A search server that is written to, and which one it is. */
export interface Outlet {
  readonly server: SearchServer;
  readonly identity: Identity;
  readonly sink: Sink;
  readonly indices: Indices;
  /** After a fault or a broken connection: asks whether it is still the same server. Throws `SearchFault`, also when it isn't. */
  confirm(): Promise<void>;
  /** There was a fault. */
  doubt(): void;
}

export function createOutlet(
  server: SearchServer,
  identity: Identity,
  parts: Pick<Context, 'metrics'> & { readonly replaced: () => void },
): Outlet {
  const indices = createIndices(server);
  const sink = createSink(server, {
    happened: (event) => parts.metrics.sinkRequests.inc({ event }),
    indexMissing: indices.forget,
  });
  let isDoubtful = false;
  server.onDisconnect(() => {
    isDoubtful = true;
  });
  return {
    server,
    identity,
    sink,
    indices,
    confirm: async () => {
      if (!isDoubtful) return;
      const { clusterUuid } = await identify(server);
      isDoubtful = false;
      if (clusterUuid === identity.clusterUuid) return;
      parts.replaced();
      throw new SearchFault('stranger', 'Another search server answers at this address than before.');
    },
    doubt: () => {
      isDoubtful = true;
    },
  };
}
