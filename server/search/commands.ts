import type { PoolClient } from 'pg';
import type { z } from 'zod';
import type { Outcome } from '@/contracts/registry';
import { ConnectionEntry, type ConnectionReport, type TriedAgain } from '@/contracts/search';
import { recordEvent } from '@/server/audit';
import { inTransaction } from '@/server/database';
import { secretBoxIn } from '@/server/secret-box';
import type { Desk, DeskParts } from './desk';
import { loadSavedObjects } from './kibana/load';
import {
  authOfRow,
  type Connection,
  type ConnectionRow,
  openedSecret,
  readConnectionRow,
} from './target/connection';
import { identify } from './target/identify';
import { reportOn } from './target/report';
import { SearchFault } from './target/search-fault';
import type { SearchServer } from './target/search-server';
import { settleTemplates } from './target/settle-templates';
import { SEARCH_CHANNEL } from './tell';
import { tryAgain } from './upkeep/try-again';
import { NotNow } from './write/sink';

export { ConnectionEntry, DocumentQuery } from '@/contracts/search';

const LONGEST_KEPT_MONTHS = 1_200;

export interface SearchTools extends DeskParts {
  readonly desk: Desk;
}

type Tools = SearchTools;
type Done = Outcome<null>;

const refused = (problem: string, field?: string): Done => ({
  refused: { problem, ...(field !== undefined && { field }) },
});

/** What somebody typed, as a connection; or what is wrong with it. */
function entryOf(entry: ConnectionEntry): ReturnType<typeof ConnectionEntry.safeParse> {
  return ConnectionEntry.safeParse(entry);
}

/** Looks at what somebody typed, before it is saved. Nothing is changed. */
export async function testConnection(
  tools: Tools,
  entry: ConnectionEntry,
): Promise<Outcome<ConnectionReport>> {
  const parsed = entryOf(entry);
  if (!parsed.success) return { refused: entryProblem(parsed.error) };
  const row = await readConnectionRow(tools.pool);
  const problem = problemOf(parsed.data, row);
  if (problem !== undefined) return { refused: problem };
  return unlessFaulty(async () => {
    const server = tools.desk.tryOut(connectionIn(tools, parsed.data, row));
    try {
      return { done: await reportOn(server) };
    } finally {
      await server.close();
    }
  });
}

/** The first thing that is wrong with what somebody typed. */
function entryProblem({ issues: [issue] }: z.ZodError): { problem: string; field: string } {
  const field = String(issue?.path[0] ?? 'url');
  const isAddress = field === 'url' || field === 'kibanaUrl';
  return { problem: isAddress ? 'An address begins with http:// or https://.' : 'That is too long.', field };
}

type Entry = Extract<ReturnType<typeof entryOf>, { success: true }>['data'];

function problemOf(
  { url, auth, user, secret, ca }: Entry,
  row: ConnectionRow,
): { problem: string; field: string } | undefined {
  if (new URL(url).username !== '')
    return { problem: 'The address holds a user: enter user and password below instead.', field: 'url' };
  if (auth === 'password' && user === '') return { problem: 'A password needs a user.', field: 'user' };
  if (auth !== 'none' && (secret === '' || (secret === null && row.secret === null)))
    return { problem: auth === 'password' ? 'Enter the password.' : 'Enter the API key.', field: 'secret' };
  // A kept secret goes where it was meant to go, as what it was meant to be, and nowhere else.
  if (auth !== 'none' && secret === null && (row.url !== url || authOfRow(row) !== auth))
    return {
      problem: 'For another address or another way to log in enter the secret again.',
      field: 'secret',
    };
  if (ca !== '' && !/-----BEGIN CERTIFICATE-----/.test(ca))
    return {
      problem: 'That is no certificate in PEM form: it has a line -----BEGIN CERTIFICATE-----.',
      field: 'ca',
    };
  return undefined;
}

function connectionIn(
  { dataDir }: Tools,
  { url, auth, user, secret, ca }: Entry,
  row: ConnectionRow,
): Connection {
  const known = () => secret ?? (row.secret === null ? '' : openedSecret(row.secret, secretBoxIn(dataDir)));
  return {
    url,
    ...(auth === 'password' && { user, password: known() }),
    ...(auth === 'apiKey' && { apiKey: known() }),
    ...(ca !== '' && { ca }),
  };
}

const SAVE = `
  INSERT INTO search_connection AS known (id, url, username, secret, ca, kibana_url)
  VALUES (1, $1, $2, $3, $4, $5)
  ON CONFLICT (id) DO UPDATE SET url = excluded.url, username = excluded.username, secret = excluded.secret,
    ca = excluded.ca, kibana_url = excluded.kibana_url, revision = known.revision + 1, changed_at = now()`;

/** From now on readings go there. */
export async function saveConnection(tools: Tools, entry: ConnectionEntry, who: string): Promise<Done> {
  const parsed = entryOf(entry);
  if (!parsed.success) return { refused: entryProblem(parsed.error) };
  if (tools.settings.url !== undefined) return refused('ELASTICSEARCH_URL is set: it goes before this page.');
  const row = await readConnectionRow(tools.pool);
  const problem = problemOf(parsed.data, row);
  if (problem !== undefined) return { refused: problem };
  const { url, auth, user, secret, ca, kibanaUrl } = parsed.data;
  const sealed = () => (secret === null ? row.secret : secretBoxIn(tools.dataDir).seal(secret));
  await changed(
    tools,
    { who, action: 'search.connected', subject: url, detail: { auth, kibanaUrl } },
    (client) =>
      client.query(SAVE, [
        url,
        auth === 'password' ? user : null,
        auth === 'none' ? null : sealed(),
        ca === '' ? null : ca,
        kibanaUrl === '' ? null : kibanaUrl,
      ]),
  );
  return { done: null };
}

/** Readings go nowhere from now on; what is stored stays there. */
export async function disconnect(tools: Tools, who: string): Promise<Done> {
  const { url } = await readConnectionRow(tools.pool);
  if (url === null) return { done: null };
  await changed(tools, { who, action: 'search.disconnected', subject: url, detail: {} }, (client) =>
    client.query(
      `UPDATE search_connection SET url = NULL, username = NULL, secret = NULL, ca = NULL, kibana_url = NULL,
              revision = revision + 1, changed_at = now() WHERE id = 1`,
    ),
  );
  return { done: null };
}

/** Indices of older months are deleted from now on; null: none is. */
export async function keepFor(tools: Tools, keepMonths: number | null, who: string): Promise<Done> {
  const isFine =
    keepMonths === null ||
    (Number.isInteger(keepMonths) && keepMonths >= 1 && keepMonths <= LONGEST_KEPT_MONTHS);
  if (!isFine) return refused(`Whole months, 1 to ${LONGEST_KEPT_MONTHS}.`, 'keepMonths');
  await changed(tools, { who, action: 'search.kept', subject: 'search', detail: { keepMonths } }, (client) =>
    client.query(
      `INSERT INTO search_connection AS known (id, keep_months) VALUES (1, $1)
       ON CONFLICT (id) DO UPDATE SET keep_months = excluded.keep_months, revision = known.revision + 1, changed_at = now()`,
      [keepMonths],
    ),
  );
  return { done: null };
}

/** Sends refused documents again: all, or one. What is refused again stays, with its newest reason. */
export async function retryRejected(
  tools: Tools,
  one: { readonly index: string; readonly id: string } | undefined,
): Promise<Outcome<TriedAgain>> {
  return withCluster(tools, async (cluster, server) => ({
    done: await tryAgain(tools.pool, server, cluster, one),
  }));
}

/** Gives up on refused documents, for ever: all, or one. Their readings stay in Kafka and in history. */
export async function discardRejected(
  tools: Tools,
  one: { readonly index: string; readonly id: string } | undefined,
  who: string,
): Promise<Done> {
  return withCluster(tools, async (cluster) => {
    const event = {
      who,
      action: 'search.discarded',
      subject: one?.id ?? 'all refused documents',
      detail: {},
    };
    await changed(tools, event, (client) =>
      client.query(
        `DELETE FROM search_rejected WHERE cluster = $1 AND ($2::text IS NULL OR (index_name = $2 AND document_id = $3))`,
        [cluster, one?.index ?? null, one?.id ?? null],
      ),
    );
    return { done: null };
  });
}

/** Puts data view and dashboards into Kibana; answers with how many objects. */
export async function loadKibana({ desk, settings }: Tools): Promise<Outcome<number>> {
  return unlessFaulty(async () => {
    const open = await desk.open();
    const kibanaUrl = settings.kibanaUrl ?? open?.row.kibanaUrl ?? undefined;
    if (open === undefined || kibanaUrl === undefined)
      return { refused: { problem: 'Hearth doesn’t know where Kibana is: enter its address first.' } };
    return { done: await loadSavedObjects(kibanaUrl, open.connection) };
  });
}

/** Makes Hearth's templates on the search server, for whoever else writes there. */
export async function makeTemplates(tools: Tools): Promise<Done> {
  return withCluster(tools, async (_cluster, server) => {
    await settleTemplates(server);
    return { done: null };
  });
}

/** Refused in one sentence where there is no search server, where it doesn't answer, and where it can't take anything now. */
function withCluster<Result>(
  { desk }: Tools,
  work: (cluster: string, server: SearchServer) => Promise<Outcome<Result>>,
): Promise<Outcome<Result>> {
  return unlessFaulty(async () => {
    const open = await desk.open();
    if (open === undefined) return { refused: { problem: 'There is no search server.' } };
    return work((await identify(open.server)).clusterUuid, open.server);
  });
}

async function unlessFaulty<Result>(work: () => Promise<Outcome<Result>>): Promise<Outcome<Result>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SearchFault || error instanceof NotNow)
      return { refused: { problem: error.message } };
    throw error;
  }
}

/** With a line in the record; the upkeep hears of it at once, who carries readings within seconds. */
async function changed(
  { pool }: Tools,
  event: Parameters<typeof recordEvent>[1],
  change: (client: PoolClient) => Promise<unknown>,
): Promise<void> {
  await inTransaction({ pool }, async (client) => {
    await change(client);
    await recordEvent(client, event);
    await client.query(`NOTIFY ${SEARCH_CHANNEL}`);
  });
}
