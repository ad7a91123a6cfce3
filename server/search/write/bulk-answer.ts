import { type Answer, reasonOf } from '../target/search-server';
import { actionAt, type Chunk, type WrittenAction } from './chunk';

/** What became of an action. `gone`: there was nothing to delete. `older`: what is stored is newer. */
export type Stored = 'stored' | 'repeated' | 'older' | 'deleted' | 'gone';

/** The server takes this very document never. */
export interface Refused {
  readonly action: WrittenAction;
  readonly status: number;
  readonly type: string;
  readonly reason: string;
}

export type ItemAnswer =
  | { readonly kind: Stored }
  /** Not now. `isPressed`: the server has too much to do. */
  | {
      readonly kind: 'again';
      readonly reason: string;
      readonly isIndexMissing: boolean;
      readonly isPressed: boolean;
    }
  | { readonly kind: 'forbidden'; readonly reason: string }
  | { readonly kind: 'refused'; readonly refused: Refused };

/** As both servers answer for each action; looked at by hand, for there are thousands a second. */
interface Item {
  readonly status: number;
  readonly result?: string;
  readonly error?: { readonly type: string; readonly reason?: string | null };
}
interface BulkItem {
  readonly index?: Item;
  readonly delete?: Item;
}

/** Asked for no more than is read: half of a full answer's bytes would be ids and sequence numbers. */
export const BULK_PATH =
  '/_bulk?filter_path=errors,error,status,items.*.status,items.*.result,items.*.error.type,items.*.error.reason';

const NOT_NOW = new Set([408, 429, 500, 502, 503, 504]);
const REASON_CHARACTERS = 1_000;

/** What an answer says of each action; undefined where it is no answer to these. */
export function itemsOf({ status, json }: Answer, chunk: Chunk): ItemAnswer[] | undefined {
  if (status !== 200) return undefined;
  const { items } = (json ?? {}) as { readonly items?: readonly BulkItem[] };
  if (!Array.isArray(items) || items.length !== chunk.ends.length) return undefined;
  return items.map((item, place) => answerOf(chunk, place, item));
}

function answerOf(chunk: Chunk, place: number, item: BulkItem): ItemAnswer {
  const said = item.index ?? item.delete;
  if (typeof said?.status !== 'number') return again('an answer without a status');
  const { status, result, error } = said;
  if (error === undefined) return { kind: storedAs(item.delete !== undefined, status, result) };
  if (status === 409) return { kind: 'older' };
  const { type } = error;
  const reason = `${error.reason ?? 'without a word'}`.slice(0, REASON_CHARACTERS);
  // An index that may only be read for now, by an admin's hand or because a disk is full, is written to again later.
  if (type === 'cluster_block_exception') return again(reason);
  if (NOT_NOW.has(status)) return { ...again(reason), isPressed: status === 429 };
  if (status === 404) return { ...again(reason), isIndexMissing: true };
  if (status === 401 || status === 403) return { kind: 'forbidden', reason };
  return { kind: 'refused', refused: { action: actionAt(chunk, place), status, type, reason } };
}

function again(reason: string): Extract<ItemAnswer, { readonly kind: 'again' }> {
  return { kind: 'again', reason, isIndexMissing: false, isPressed: false };
}

function storedAs(isDeletion: boolean, status: number, result: string | undefined): Stored {
  if (isDeletion) return status === 404 ? 'gone' : 'deleted';
  return result === 'created' ? 'stored' : 'repeated';
}

/** What an answer to the request as a whole asks for. */
export type WholeAnswer =
  | { readonly kind: 'smaller'; readonly status: number; readonly reason: string }
  | { readonly kind: 'pressed'; readonly reason: string }
  | { readonly kind: 'again'; readonly reason: string }
  | { readonly kind: 'stop' };

export function wholeAnswerOf({ status, json, text }: Answer): WholeAnswer {
  const reason = reasonOf(json) ?? `${status} ${text.slice(0, 100)}`;
  if (status === 400 || status === 413) return { kind: 'smaller', status, reason };
  if (status === 429) return { kind: 'pressed', reason };
  if (NOT_NOW.has(status)) return { kind: 'again', reason };
  // A proxy's page with status 200, or half an answer: what was stored is unknown, and sent again.
  if (status >= 200 && status < 300)
    return { kind: 'again', reason: 'a page instead of JSON: a proxy is in between' };
  return { kind: 'stop' };
}
