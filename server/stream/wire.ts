import Connection, { type ApiVersions, type Exchange, type Silent } from 'kafkajs/src/network/connection.js';
import createSocketFactory from 'kafkajs/src/network/socketFactory.js';
import protocol, { type Definition } from 'kafkajs/src/protocol/requests/index.js';
import type { KafkaSettings } from './types';

const CONNECT_TIMEOUT_MS = 3_000;
const API_VERSIONS = 2;

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A request in bytes of ours, and how its answer is read. */
export interface Call<Answer> {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly apiName: string;
  readonly body: Buffer;
  readonly timeoutMs?: number;
  read(payload: Buffer): Answer;
}

/**
 * One connection to one broker, logged in. It is never mended: after the first fault it is closed for good and another is
 * opened, so that bytes of a cut response can't be taken for the start of the next (tulios/kafkajs#715).
 */
export interface Wire {
  readonly open: boolean;
  call<Answer>(call: Call<Answer>): Promise<Answer>;
  /** A request that kafkajs knows how to write, in the newest version both sides speak. */
  ask<Options, Answer>(
    apiKey: number,
    definition: Definition<Options, Answer>,
    options: Options,
    timeoutMs?: number,
  ): Promise<Answer>;
  close(): void;
}

const silent: Silent = { namespace: () => silent, debug() {}, info() {}, warn() {}, error() {} };
const PROTOCOL_ERRORS = ['KafkaJSProtocolError', 'KafkaJSMemberIdRequired'];

/** Connects and logs in. A request unanswered for `timeoutMs` is a fault of the connection. */
export async function openWire(settings: KafkaSettings, to: Address, timeoutMs: number): Promise<Wire> {
  const connection = new Connection({
    ...to,
    logger: silent,
    socketFactory: createSocketFactory(),
    requestTimeout: timeoutMs,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    // Its clock would tick ten times a second on every connection.
    enforceRequestTimeout: false,
    ssl: settings.ssl === undefined ? null : settings.ssl.ca === undefined ? {} : { ca: [settings.ssl.ca] },
    sasl: settings.sasl ?? null,
    clientId: settings.clientId,
  });
  stopIdleClock(connection);
  const timer = setTimeout(() => tearDown(connection, unanswered(timeoutMs)), timeoutMs);
  try {
    await connection.connect();
    connection.socket?.setNoDelay(true);
    return wireOn(connection, await logIn(connection), timeoutMs);
  } catch (error) {
    tearDown(connection, 'login failed');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

// After its first answer kafkajs' queue looks every millisecond, for ever, whether a throttled request may go. The broker
// throttles by itself, and nothing here limits requests in flight.
function stopIdleClock({ requestQueue }: Connection): void {
  requestQueue.maybeThrottle = () => undefined;
  requestQueue.scheduleCheckPendingRequests = () => undefined;
}

function unanswered(timeoutMs: number): string {
  return `no answer within ${timeoutMs} ms`;
}

async function logIn(connection: Connection): Promise<ApiVersions> {
  const exchange = protocol.requests.ApiVersions.protocol({ version: API_VERSIONS })(undefined);
  const { apiVersions } = await connection.send(exchange);
  const versions: ApiVersions = Object.fromEntries(apiVersions.map((api) => [api.apiKey, api]));
  connection.setVersions(versions);
  connection.setSupportAuthenticationProtocol(true);
  await connection.authenticate();
  return versions;
}

function wireOn(connection: Connection, versions: ApiVersions, defaultTimeoutMs: number): Wire {
  const lookup = protocol.lookup(versions);
  let closed = false;
  const close = (reason = 'the connection is closed') => {
    closed = true;
    tearDown(connection, reason);
  };
  const send = async <Answer>(exchange: Exchange<Answer>, timeoutMs = defaultTimeoutMs): Promise<Answer> => {
    if (closed) throw new Error('the connection is closed');
    const timer = setTimeout(() => close(unanswered(timeoutMs)), timeoutMs);
    try {
      return await connection.send(exchange);
    } catch (error) {
      if (!(error instanceof Error && PROTOCOL_ERRORS.includes(error.name))) close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    get open() {
      return !closed && connection.isConnected();
    },
    call: async (call) => (await send(exchangeOf(call), call.timeoutMs)).answer,
    ask: (apiKey, definition, options, timeoutMs) => send(lookup(apiKey, definition)(options), timeoutMs),
    close: () => close(),
  };
}

/** kafkajs looks into what it hands on: an answer that says nothing more than that all is well is wrapped too. */
function exchangeOf<Answer>(call: Call<Answer>): Exchange<{ readonly answer: Answer }> {
  const { apiKey, apiVersion, apiName, body } = call;
  return {
    request: { apiKey, apiVersion, apiName, encode: () => ({ buf: body, buffer: body }) },
    response: {
      decode: (payload) => payload,
      parse: (payload) => ({ answer: call.read(payload as Buffer) }),
    },
    logResponseError: false,
  };
}

// kafkajs' own disconnect waits for answers that may never come.
function tearDown(connection: Connection, reason: string): void {
  connection.requestQueue.rejectAll(new Error(reason));
  connection.requestQueue.destroy();
  connection.socket?.removeAllListeners();
  connection.socket?.on('error', () => undefined);
  connection.socket?.destroy();
}
