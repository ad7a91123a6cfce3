import 'server-only';
import type { Outcome } from '@/contracts/registry';
import type { ConnectionEntry, FoundDocuments, RejectedLine, SearchStatus } from '@/contracts/search';
import { askForRebuild, stopRebuild } from '@/server/decode/commands';
import {
  DocumentQuery,
  discardRejected,
  disconnect,
  keepFor,
  loadKibana,
  retryRejected,
  type SearchTools,
  saveConnection,
  testConnection,
} from '@/server/search/commands';
import {
  createDesk,
  type Desk,
  readStatus,
  rejectedDocuments,
  type StatusTools,
  searchDocuments,
  wouldExpire,
} from '@/server/search/queries';
import { handedToPages } from '@/server/web/queries';
import { asRunner, whoMay } from './asking';
import { database } from './database';
import { createKept } from './kept';

const STATUS_KEPT_MS = 1_000;
const KEY = Symbol.for('hearth.pages.search');
type Held = { [KEY]?: Desk };

/** Pages are bundled apart from each other: the process holds their one way to the search server. */
function tools(): SearchTools & StatusTools {
  const { search: settings, dataDir, log, metrics, health, homeZone } = handedToPages();
  const parts = { pool: database().pool, settings, dataDir };
  const held = globalThis as Held;
  held[KEY] ??= createDesk(parts);
  const role = () => {
    const own = health.report().roles.search;
    return { isHere: own !== undefined, problem: own?.reason };
  };
  return { ...parts, desk: held[KEY], log, metrics, timeZone: homeZone(), role };
}

const statuses = createKept<SearchStatus>(STATUS_KEPT_MS, 1);

/** How readings get to the search server; says what is wrong instead of throwing. */
export async function searchStatus(): Promise<SearchStatus> {
  await whoMay('run');
  return statuses.get('status', async () => {
    const [status, { search }] = await Promise.all([readStatus(tools()), handedToPages().pipeline()]);
    return { ...status, perSecond: search?.perSecond ?? 0 };
  });
}

/** Undefined: there is no search server. */
export async function documents(query: unknown): Promise<Outcome<FoundDocuments> | undefined> {
  await whoMay('run');
  return searchDocuments(tools(), DocumentQuery.parse(query));
}

export async function rejected(): Promise<Outcome<readonly RejectedLine[]> | undefined> {
  await whoMay('run');
  return rejectedDocuments(tools());
}

export async function expiring(keepMonths: number | null) {
  await whoMay('run');
  return wouldExpire(tools(), keepMonths);
}

export async function tryConnection(entry: ConnectionEntry) {
  await whoMay('run');
  return testConnection(tools(), entry);
}

export async function connect(entry: ConnectionEntry) {
  return asRunner((who) => saveConnection(tools(), entry, who));
}

export async function leaveServer() {
  return asRunner((who) => disconnect(tools(), who));
}

export async function keepMonthsOf(keepMonths: number | null) {
  return asRunner((who) => keepFor(tools(), keepMonths, who));
}

export async function rebuild(span: { readonly from: number; readonly to: number }) {
  return asRunner(async (who) => {
    const asked = await askForRebuild(database(), span, who);
    return 'problem' in asked ? { refused: { problem: asked.problem } } : { done: null };
  });
}

export async function callOffRebuild(id: number) {
  return asRunner(async (who) => {
    await stopRebuild(database(), id, who);
    return { done: null };
  });
}

export interface RejectedName {
  readonly index: string;
  readonly id: string;
}

export async function retry(one: RejectedName | undefined) {
  await whoMay('run');
  return retryRejected(tools(), one);
}

export async function discard(one: RejectedName | undefined) {
  return asRunner((who) => discardRejected(tools(), one, who));
}

export async function fillKibana() {
  await whoMay('run');
  return loadKibana(tools());
}
