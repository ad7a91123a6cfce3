import { z } from 'zod';
import type { ConnectionReport, ReportLine } from '@/contracts/search';
import { type Identity, identify } from './identify';
import { SearchFault } from './search-fault';
import type { SearchServer } from './search-server';
import { lookAtTemplates, type TemplateLook, wrongMapping } from './settle-templates';
import { INDEX_PATTERN } from './templates';

/** What answers, what Hearth is going to make there, and what is missing. Changes nothing. */
export async function reportOn(server: SearchServer): Promise<ConnectionReport> {
  const lines: ReportLine[] = [];
  let found: Identity | null = null;
  try {
    found = await identify(server);
    lines.push(fine(`${found.product} ${found.version} answers: the cluster ${found.clusterName}.`));
    lines.push(...(await rightsLines(server)));
    lines.push(...(await templateLines(server)));
    lines.push(await indexLine(server));
  } catch (error) {
    if (!(error instanceof SearchFault)) throw error;
    lines.push({ verdict: 'missing', says: error.message });
  }
  return {
    found: found && { product: found.product, version: found.version, clusterName: found.clusterName },
    lines,
    isUsable: found !== null && lines.every(({ verdict }) => verdict !== 'missing'),
  };
}

function fine(says: string): ReportLine {
  return { verdict: 'fine', says };
}

const CLUSTER_RIGHTS = ['monitor', 'manage_index_templates'];
const INDEX_RIGHTS = [
  'create_index',
  'index',
  'delete',
  'read',
  'view_index_metadata',
  'delete_index',
  'maintenance',
];

const Rights = z.object({
  has_all_requested: z.boolean(),
  cluster: z.record(z.string(), z.boolean()),
  index: z.record(z.string(), z.record(z.string(), z.boolean())),
});

/** Elasticsearch says what who asks may do; OpenSearch, and a server without security, can't be asked. */
async function rightsLines(server: SearchServer): Promise<readonly ReportLine[]> {
  const body = {
    cluster: CLUSTER_RIGHTS,
    index: [{ names: [INDEX_PATTERN], privileges: INDEX_RIGHTS }],
  };
  const { status, json } = await server.ask({
    method: 'POST',
    path: '/_security/user/_has_privileges',
    body,
  });
  const rights = Rights.safeParse(json);
  if (status !== 200 || !rights.success) return [];
  const { cluster, index } = rights.data;
  const missing = [...Object.entries(cluster), ...Object.entries(index[INDEX_PATTERN] ?? {})]
    .filter(([, has]) => !has)
    .map(([right]) => right);
  if (missing.length === 0) return [fine(`Who asks may do all that is needed on ${INDEX_PATTERN}.`)];
  return [{ verdict: 'missing', says: `Who asks lacks rights on ${INDEX_PATTERN}: ${missing.join(', ')}.` }];
}

async function templateLines(server: SearchServer): Promise<readonly ReportLine[]> {
  const looks = await lookAtTemplates(server);
  const lines = looks.map(templateLine);
  // What isn't Hearth's yet can't be wrong yet.
  if (looks.some(({ state }) => state !== 'current')) return lines;
  const wrong = await wrongMapping(server);
  return wrong === undefined ? lines : [...lines, { verdict: 'missing', says: wrong }];
}

function templateLine({ template: { kind, name }, state }: TemplateLook): ReportLine {
  const what = `${kind === '_index_template' ? 'Index template' : 'Component template'} ${name}`;
  switch (state) {
    case 'current':
      return fine(`${what} is there.`);
    case 'missing':
      return { verdict: 'will', says: `${what} will be made.` };
    case 'older':
      return { verdict: 'will', says: `${what} is of an older Hearth and will be renewed.` };
    case 'foreign':
      return {
        verdict: 'missing',
        says: `${what} is there and isn’t Hearth’s: rename it or take it away.`,
      };
  }
}

const Indices = z.array(z.object({ 'docs.count': z.string().nullish() }));

async function indexLine(server: SearchServer): Promise<ReportLine> {
  const path = `/_cat/indices/${INDEX_PATTERN}?format=json&h=index,docs.count`;
  const indices = Indices.parse((await server.expect({ method: 'GET', path })).json);
  if (indices.length === 0)
    return { verdict: 'will', says: `Indices ${INDEX_PATTERN} will be made, one a month of measurement.` };
  const documents = indices.reduce((sum, one) => sum + Number(one['docs.count'] ?? 0), 0);
  return fine(`${indices.length} indices ${INDEX_PATTERN} are there, with ${documents} documents.`);
}
