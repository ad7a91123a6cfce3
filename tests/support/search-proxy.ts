import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** What happens to a request on its way: nothing, or what the function does instead. */
export type Meddling = (
  asked: IncomingMessage,
  answer: ServerResponse,
  /** The request's body. */
  body: Buffer,
  forward: () => Promise<{ status: number; body: Buffer }>,
) => Promise<boolean> | boolean;

/** A road to a search server on which everything can happen that happens on roads. */
export interface SearchProxy {
  readonly url: string;
  /** Bodies of the bulk requests that came, in their order. */
  readonly bulks: readonly string[];
  /** From now on; answers true for requests that it has dealt with. */
  meddle(meddling: Meddling | undefined): void;
  /** Leads to another server from now on; every connection breaks. */
  redirect(target: string): void;
  stop(): Promise<void>;
}

export async function startSearchProxy(
  first: string,
  tls?: { readonly key: string; readonly cert: string },
): Promise<SearchProxy> {
  let target = first;
  let meddling: Meddling | undefined;
  const bulks: string[] = [];
  const handle = async (asked: IncomingMessage, answer: ServerResponse) => {
    const body = await bytesOf(asked);
    if (asked.url?.startsWith('/_bulk') === true) bulks.push(body.toString('utf8'));
    const forward = () => pass(target, asked, body);
    if (meddling !== undefined && (await meddling(asked, answer, body, forward))) return;
    const { status, body: said } = await forward();
    answer.writeHead(status, { 'content-type': 'application/json' }).end(said);
  };
  const listener = (asked: IncomingMessage, answer: ServerResponse) => {
    handle(asked, answer).catch(() => answer.destroy());
  };
  const server: Server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    bulks,
    meddle: (next) => {
      meddling = next;
    },
    redirect: (next) => {
      target = next;
      server.closeAllConnections();
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function pass(
  target: string,
  asked: IncomingMessage,
  body: Buffer,
): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const { 'content-type': type } = asked.headers;
    const passed = request(
      `${target}${asked.url}`,
      { method: asked.method, headers: { ...(type !== undefined && { 'content-type': type }) } },
      (response) => {
        bytesOf(response).then((said) => resolve({ status: response.statusCode ?? 502, body: said }), reject);
      },
    );
    passed.on('error', reject);
    passed.end(body);
  });
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}
