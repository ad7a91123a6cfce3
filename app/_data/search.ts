import 'server-only';
import type { Outcome } from '@/contracts/registry';
import type { ConnectionEntry, FoundDocuments, RejectedLine, SearchStatus } from '@/contracts/search';
import {
  cancelRebuild,
  DocumentQuery,
  discardRejected,
  disconnect,
  keepFor,
  loadKibana,
  retryRejected,
  type SearchTools,
  saveConnection,
  startRebuild,
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
import { database } from './database';
import { createKept } from './kept';

const STATUS_KEPT_MS = 1_000;
/** Until people log in. */
const WHO = 'local';
const KEY = Symbol.for('hearth.pages.search');
type Held = { [KEY]?: Desk };

/** Pages are bundled apart from each other: the process holds their one way to the search server. */
function tools(): SearchTools & StatusTools {
  const { search: settings, dataDir, log, metrics, health, timeZone } = handedToPages();
  const parts = { pool: database().pool, settings, dataDir };
  const held = globalThis as Held;
  held[KEY] ??= createDesk(parts);
  const role = () => {
    const own = health.report().roles.search;
    return { isHere: own !== undefined, problem: own?.reason };
  };
  return { ...parts, desk: held[KEY], log, metrics, timeZone, role };
}

const statuses = createKept<SearchStatus>(STATUS_KEPT_MS, 1);

/** How readings get to the search server; says what is wrong instead of throwing. */
export function searchStatus(): Promise<SearchStatus> {
  return statuses.get('status', async () => {
    const [status, { search }] = await Promise.all([readStatus(tools()), handedToPages().pipeline()]);
    return { ...status, perSecond: search?.perSecond ?? 0 };
  });
}

/** Undefined: there is no search server. */
export function documents(query: unknown): Promise<Outcome<FoundDocuments> | undefined> {
  return searchDocuments(tools(), DocumentQuery.parse(query));
}

export function rejected(): Promise<Outcome<readonly RejectedLine[]> | undefined> {
  return rejectedDocuments(tools());
}

export function expiring(keepMonths: number | null) {
  return wouldExpire(tools(), keepMonths);
}

export function tryConnection(entry: ConnectionEntry) {
  return testConnection(tools(), entry);
}

export function connect(entry: ConnectionEntry) {
  return saveConnection(tools(), entry, WHO);
}

export function leaveServer() {
  return disconnect(tools(), WHO);
}

export function keepMonthsOf(keepMonths: number | null) {
  return keepFor(tools(), keepMonths, WHO);
}

export function rebuild(span: { readonly from: number; readonly to: number }) {
  return startRebuild(tools(), span, WHO);
}

export function stopRebuild(id: number) {
  return cancelRebuild(tools(), id, WHO);
}

export interface RejectedName {
  readonly index: string;
  readonly id: string;
}

export function retry(one: RejectedName | undefined) {
  return retryRejected(tools(), one);
}

export function discard(one: RejectedName | undefined) {
  return discardRejected(tools(), one, WHO);
}

export function fillKibana() {
  return loadKibana(tools());
}
