import type { Logger } from 'pino';
import type { Context } from '@/server/context';
import { type Identity, identify } from '../target/identify';
import { SearchFault } from '../target/search-fault';
import type { SearchServer } from '../target/search-server';
import { createIndices, type Indices } from './indices';
import { createSink, type Sink } from './sink';

/** A search server that is written to: which one it is, and what is wrong with it. */
export interface Outlet {
  readonly server: SearchServer;
  readonly identity: Identity;
  readonly sink: Sink;
  readonly indices: Indices;
  /** After a fault or a broken connection: asks whether it is still the same server. Throws `SearchFault`, also when it isn't. */
  confirm(): Promise<void>;
  told(problem: Error | undefined): void;
  /** One sentence while something is wrong. */
  problem(): string | undefined;
}

export function createOutlet(
  server: SearchServer,
  identity: Identity,
  parts: Pick<Context, 'metrics'> & { readonly log: Logger; readonly replaced: () => void },
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
  let problem: string | undefined;
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
    told: (error) => {
      if (error !== undefined) isDoubtful = true;
      if (error?.message === problem) return;
      if (error !== undefined && problem === undefined)
        parts.log.warn({ reason: error.message }, 'nothing goes to the search server');
      if (error === undefined) parts.log.info({}, 'the search server takes documents again');
      problem = error?.message;
    },
    problem: () => problem,
  };
}
