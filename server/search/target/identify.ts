import { z } from 'zod';
import { SearchFault } from './search-fault';
import type { SearchServer } from './search-server';

const ASK_WITHIN_MS = 5_000;
const SUPPORTED = { Elasticsearch: [8, 9], OpenSearch: [2, 3] } as const;

/** What answers at an address. */
export interface Identity {
  readonly product: keyof typeof SUPPORTED;
  readonly version: string;
  readonly clusterName: string;
  /** Another one after a server's data were deleted. */
  readonly clusterUuid: string;
}

const Root = z.object({
  cluster_name: z.string(),
  cluster_uuid: z.string().max(60),
  version: z.object({ number: z.string(), distribution: z.string().optional() }),
  tagline: z.string().optional(),
});

/** Asks who answers. Throws `SearchFault` for nobody, and for what Hearth doesn't know. */
export async function identify(server: SearchServer): Promise<Identity> {
  const { json } = await server.expect({ method: 'GET', path: '/', withinMs: ASK_WITHIN_MS });
  const root = Root.safeParse(json);
  const { host } = new URL(server.url);
  if (!root.success)
    throw new SearchFault('stranger', `What answers at ${host} is neither Elasticsearch nor OpenSearch.`);
  const { version, cluster_name: clusterName, cluster_uuid: clusterUuid } = root.data;
  const product = version.distribution === 'opensearch' ? 'OpenSearch' : 'Elasticsearch';
  const major = Number.parseInt(version.number, 10);
  if (!(SUPPORTED[product] as readonly number[]).includes(major))
    throw new SearchFault(
      'stranger',
      `${host} is ${product} ${version.number}; Hearth writes to Elasticsearch 8 and 9, OpenSearch 2 and 3.`,
    );
  if (clusterUuid === '_na_')
    throw new SearchFault('away', `${host} has not yet found the other nodes of its cluster.`);
  return { product, version: version.number, clusterName, clusterUuid };
}
