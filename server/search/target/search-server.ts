import { Pool } from 'undici';
import type { Connection } from './connection';
import { SearchFault, unreachable } from './search-fault';

const CONNECT_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 30_000;
const KEEP_CONNECTION_MS = 60_000;
/** The answer to 2,000 documents has 60 KB. */
const LONGEST_ANSWER_BYTES = 16 * 1_048_576;
const REASON_CHARACTERS = 300;

export interface Answer {
  readonly status: number;
  /** Undefined where it is no JSON: a proxy's page. */
  readonly json: unknown;
  readonly text: string;
}

export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  /** Begins with a slash. */
  readonly path: string;
  /** JSON; `ndjson` is sent as it is. */
  readonly body?: object;
  readonly ndjson?: Buffer;
  readonly withinMs?: number;
}

/** Elasticsearch or OpenSearch over HTTP. */
export interface SearchServer {
  readonly url: string;
  /** Answers whatever the status is. Throws `SearchFault` when there is no answer. */
  ask(question: Question): Promise<Answer>;
  /** Also throws `SearchFault` when the answer is no JSON, or a status that isn't among `expected` (2xx always is). */
  expect(question: Question, expected?: readonly number[]): Promise<Answer>;
  /** Called when a connection ended: by the next one another server may answer. */
  onDisconnect(listener: () => void): void;
  close(): Promise<void>;
}

/** Opens nothing yet. Throws `SearchFault` for certificates that are none. */
export function createSearchServer(connection: Connection, connections = 4): SearchServer {
  const { url, ca } = connection;
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/+$/, '');
  const headers = { accept: 'application/json', ...authorization(connection) };
  const pool = new Pool(origin, {
    connections,
    connect: { timeout: CONNECT_WITHIN_MS, ...(ca !== undefined && { ca }) },
    maxResponseSize: LONGEST_ANSWER_BYTES,
    keepAliveTimeout: KEEP_CONNECTION_MS,
  });

  async function ask({ method, path, body, ndjson, withinMs = ANSWER_WITHIN_MS }: Question): Promise<Answer> {
    const sent = ndjson ?? (body && JSON.stringify(body));
    const type = ndjson === undefined ? 'application/json' : 'application/x-ndjson';
    try {
      const response = await pool.request({
        method,
        path: `${base}${path}`,
        headers: { ...headers, ...(sent !== undefined && { 'content-type': type }) },
        ...(sent !== undefined && { body: sent }),
        headersTimeout: withinMs,
        bodyTimeout: withinMs,
      });
      const text = await response.body.text();
      return { status: response.statusCode, json: parsed(text), text };
    } catch (error) {
      throw unreachable(url, error);
    }
  }

  return {
    url,
    ask,
    expect: async (question, expected = []) => {
      const answer = await ask(question);
      if (isFine(answer, expected)) return answer;
      throw faultOf(url, answer);
    },
    onDisconnect: (listener) => void pool.on('disconnect', listener),
    close: () => pool.destroy(),
  };
}

/** How who asks says who it is. */
export function authorization({
  user,
  password,
  apiKey,
}: Omit<Connection, 'url'>): Readonly<Record<string, string>> {
  if (apiKey !== undefined) return { authorization: `ApiKey ${apiKey}` };
  if (user === undefined) return {};
  return { authorization: `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}` };
}

function isFine({ status, json, text }: Answer, expected: readonly number[]): boolean {
  if (expected.includes(status)) return true;
  return status >= 200 && status < 300 && (json !== undefined || text === '');
}

/** What an answer says that is not what was asked for. */
export function faultOf(url: string, { status, json, text }: Answer): SearchFault {
  const { host } = new URL(url);
  const reason = reasonOf(json) ?? firstWords(text);
  if (status === 401)
    return new SearchFault('credentials', `${host} refuses who asks: wrong user, password or API key.`);
  if (status === 403) return new SearchFault('rights', `${host} doesn't permit it: ${reason}.`);
  if (status === 429 || status >= 500)
    return new SearchFault('away', `${host} can't just now (${status}): ${reason}.`);
  if (json === undefined)
    return new SearchFault(
      'stranger',
      `${host} answers with a page instead of JSON (${status}): a proxy, or no search server.`,
    );
  return new SearchFault('refused', `${host} refuses it (${status}): ${reason}.`);
}

/** `type: reason` of an error as both servers tell it. */
export function reasonOf(json: unknown): string | undefined {
  const { error } = (json ?? {}) as { error?: { type?: string; reason?: string } | string };
  if (error === undefined) return undefined;
  const words = typeof error === 'string' ? error : `${error.type}: ${error.reason}`;
  return words.slice(0, REASON_CHARACTERS);
}

function firstWords(text: string): string {
  return (
    text
      .replaceAll(/<[^>]*>|\s+/g, ' ')
      .trim()
      .slice(0, REASON_CHARACTERS) || 'without a word'
  );
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
