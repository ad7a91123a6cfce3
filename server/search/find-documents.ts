import { z } from 'zod';
import type { DocumentQuery, FoundDocument, FoundDocuments } from '@/contracts/search';
import type { OpenDesk } from './desk';
import { discoverUrl } from './kibana/discover-url';
import { INDEX_PATTERN } from './target/templates';

const PAGE = 50;
const BUCKETS = 60;
const STEPS_MS = [
  1_000, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 10_800_000,
  21_600_000, 43_200_000, 86_400_000, 604_800_000, 2_592_000_000,
] as const;

const Hit = z.object({
  _id: z.string(),
  _source: z.object({
    '@timestamp': z.string(),
    sensor: z.object({ id: z.string(), name: z.string(), room: z.string().optional() }),
    quantity: z.string(),
    channel: z.string().optional(),
    value: z.number(),
    unit: z.string(),
    quality: z.string(),
  }),
});
const Found = z.object({
  took: z.number(),
  hits: z.object({ total: z.object({ value: z.number() }), hits: z.array(Hit) }),
  aggregations: z.object({
    when: z.object({ buckets: z.array(z.object({ key: z.number(), doc_count: z.number() })) }),
  }),
});

/** The newest documents that match, and how they lie in time. Throws `SearchFault`. */
export async function findDocuments(
  { server, row }: OpenDesk,
  query: DocumentQuery,
  kibanaUrl: string | undefined,
): Promise<FoundDocuments> {
  const stepMs = stepOf(query);
  const body = {
    size: PAGE,
    from: query.skip,
    track_total_hits: true,
    query: { bool: { filter: filtersOf(query) } },
    sort: [{ '@timestamp': 'desc' }, { 'kafka.offset': 'desc' }, { quantity: 'asc' }],
    aggs: { when: { date_histogram: histogramOf(query, stepMs) } },
  };
  const path = `/${INDEX_PATTERN}/_search?ignore_unavailable=true`;
  const { json } = await server.expect({ method: 'POST', path, body });
  const found = withoutIndices(json) ?? Found.parse(json);
  const kibana = kibanaUrl ?? row.kibanaUrl;
  return {
    total: found.hits.total.value,
    tookMs: found.took,
    histogram: found.aggregations.when.buckets.map(({ key, doc_count: count }) => ({ at: key, count })),
    stepMs,
    documents: found.hits.hits.map(documentOf),
    kibanaUrl: kibana === null ? null : discoverUrl(kibana, query),
  };
}

/** A server that has no index of Hearth's yet leaves the aggregations out. */
function withoutIndices(json: unknown): z.output<typeof Found> | undefined {
  if ('aggregations' in (json as object)) return undefined;
  return {
    took: 0,
    hits: { total: { value: 0 }, hits: [] },
    aggregations: { when: { buckets: [] } },
  };
}

export function stepOf({ from, to }: Pick<DocumentQuery, 'from' | 'to'>): number {
  return STEPS_MS.find((step) => (to - from) / step <= BUCKETS) ?? STEPS_MS[STEPS_MS.length - 1] ?? 1;
}

function histogramOf({ from, to }: DocumentQuery, stepMs: number): object {
  const bounds = { min: from, max: Math.max(from, to - 1) };
  return {
    field: '@timestamp',
    fixed_interval: `${stepMs / 1_000}s`,
    min_doc_count: 0,
    extended_bounds: bounds,
  };
}

function filtersOf({ sensors, room, quantity, quality, least, most, from, to }: DocumentQuery): object[] {
  const term = (field: string, value: string | undefined) =>
    value === undefined ? [] : [{ term: { [field]: value } }];
  const value = { ...(least !== undefined && { gte: least }), ...(most !== undefined && { lte: most }) };
  return [
    { range: { '@timestamp': { gte: from, lt: to, format: 'epoch_millis' } } },
    ...(sensors.length > 0 ? [{ terms: { 'sensor.id': sensors } }] : []),
    ...term('sensor.room', room),
    ...term('quantity', quantity),
    ...term('quality', quality),
    ...(Object.keys(value).length > 0 ? [{ range: { value } }] : []),
  ];
}

function documentOf({ _id: id, _source: source }: z.output<typeof Hit>): FoundDocument {
  const { sensor, quantity, channel = null, value, unit, quality } = source;
  return {
    id,
    at: Date.parse(source['@timestamp']),
    sensorId: sensor.id,
    sensor: sensor.name,
    room: sensor.room ?? null,
    quantity,
    channel,
    value,
    unit,
    quality,
  };
}
