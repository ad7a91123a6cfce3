import type { Pool } from 'pg';
import { z } from 'zod';
import type { ConnectionFacts, RebuildLine, SearchStatus } from '@/contracts/search';
import type { Metrics } from '@/server/metrics';
import { msOf } from '@/server/ms-of';
import type { LogReader } from '@/server/stream/log-reader';
import { within } from '@/server/within';
import type { Desk, DeskParts, OpenDesk } from './desk';
import { messagesSince, readLag } from './lag';
import { authOfRow, type ConnectionRow, readConnectionRow } from './target/connection';
import { identify } from './target/identify';
import type { SearchServer } from './target/search-server';
import { INDEX_PATTERN } from './target/templates';
import { listIndices } from './upkeep/retention';

/** What a page looks at; it never waits for the search server longer than this. */
const ANSWER_WITHIN_MS = 4_000;

export interface StatusTools extends DeskParts {
  readonly desk: Desk;
  readonly log: LogReader;
  readonly metrics: Metrics;
  /** Whether this process carries the readings, and what is wrong with that. */
  readonly role: () => { readonly isHere: boolean; readonly problem: string | undefined };
  readonly timeZone: string;
}

/** How readings get to the search server. Says what is wrong instead of throwing. */
export async function readStatus(tools: StatusTools): Promise<Omit<SearchStatus, 'perSecond'>> {
  const nowMs = Date.now();
  const row = await readConnectionRow(tools.pool);
  const { isHere, problem } = tools.role();
  const [counts, since, asked] = await Promise.all([
    countsOf(tools.metrics),
    unlessAway(messagesSince(tools.log)),
    within(ask(tools, nowMs), ANSWER_WITHIN_MS).catch((error: unknown) => ({
      ...UNKNOWN,
      problem: reasonOf(error),
    })),
  ]);
  return {
    serverTime: nowMs,
    connection: connectionFacts(tools, row),
    keepMonths: row.keepMonths,
    carriesHere: isHere,
    counts,
    messagesSince: since ?? null,
    ...asked,
    problem: problem ?? asked.problem,
  };
}

type Asked = Pick<SearchStatus, 'found' | 'lag' | 'documents' | 'rejected' | 'rebuilds' | 'problem'>;

const UNKNOWN: Asked = {
  found: null,
  lag: null,
  documents: null,
  rejected: null,
  rebuilds: [],
  problem: null,
};

async function ask(tools: StatusTools, nowMs: number): Promise<Asked> {
  const open = await tools.desk.open();
  return open === undefined ? UNKNOWN : { ...(await askServer(tools, open, nowMs)), problem: null };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function askServer(
  { pool, log, timeZone }: StatusTools,
  { server }: OpenDesk,
  nowMs: number,
): Promise<Omit<Asked, 'problem'>> {
  const { clusterUuid, product, version, clusterName } = await identify(server);
  const [lag, documents, rejected, rebuilds] = await Promise.all([
    unlessAway(readLag(pool, log, clusterUuid, nowMs)),
    readDocuments(server, timeZone),
    countRejected(pool, clusterUuid),
    readRebuilds(pool),
  ]);
  return { found: { product, version, clusterName }, lag: lag ?? null, documents, rejected, rebuilds };
}

const Count = z.object({ count: z.number() });

/** Measured today, in the home's zone, and all. */
async function readDocuments(
  server: SearchServer,
  timeZone: string,
): Promise<NonNullable<SearchStatus['documents']>> {
  const query = { range: { '@timestamp': { gte: 'now/d', time_zone: timeZone } } };
  const path = `/${INDEX_PATTERN}/_count?ignore_unavailable=true`;
  const [today, lines] = await Promise.all([
    server.expect({ method: 'POST', path, body: { query } }),
    listIndices(server),
  ]);
  return {
    today: Count.parse(today.json).count,
    all: lines.reduce((sum, { documents }) => sum + documents, 0),
    bytes: lines.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

async function countRejected(pool: Pool, cluster: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM search_rejected WHERE cluster = $1',
    [cluster],
  );
  return rows[0]?.count ?? 0;
}

/** The tables are what roles share: decode writes them anew for every store. */
async function readRebuilds(pool: Pool): Promise<readonly RebuildLine[]> {
  const { rows } = await pool.query<RebuildLine>(
    `SELECT id, ${msOf('from_at')} AS "from", ${msOf('to_at')} AS "to", state, records::float8, problem,
            records_done::float8 AS "recordsDone", readings::float8, ${msOf('asked_at')} AS "askedAt",
            ${msOf('ended_at')} AS "endedAt"
       FROM replay_job WHERE kind = 'rebuild' ORDER BY id DESC LIMIT 10`,
  );
  return rows;
}

function connectionFacts({ settings }: StatusTools, row: ConnectionRow): ConnectionFacts | null {
  if (settings.url !== undefined)
    return {
      url: settings.url,
      from: 'settings',
      auth: authOf(settings.user, settings.apiKey),
      user: settings.user ?? '',
      hasSecret: settings.password !== undefined || settings.apiKey !== undefined,
      ca: settings.caFile ?? '',
      kibanaUrl: settings.kibanaUrl ?? row.kibanaUrl,
    };
  if (row.url === null) return null;
  return {
    url: row.url,
    from: 'page',
    auth: authOfRow(row),
    user: row.username ?? '',
    hasSecret: row.secret !== null,
    ca: row.ca ?? '',
    kibanaUrl: settings.kibanaUrl ?? row.kibanaUrl,
  };
}

function authOf(user: string | undefined, apiKey: string | undefined): ConnectionFacts['auth'] {
  if (user !== undefined) return 'password';
  return apiKey === undefined ? 'none' : 'apiKey';
}

async function countsOf({ sinkDocuments, sinkRequests }: Metrics): Promise<Readonly<Record<string, number>>> {
  const values = [...(await sinkDocuments.get()).values, ...(await sinkRequests.get()).values];
  return Object.fromEntries(values.map(({ labels, value }) => [`${Object.values(labels)[0]}`, value]));
}

/** Undefined while Kafka is away, which others tell. */
function unlessAway<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  return within(answer, ANSWER_WITHIN_MS).catch(() => undefined);
}
