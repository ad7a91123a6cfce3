import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import type { Visitor } from '@/contracts/people';
import { type ClientToServerEvents, type ServerToClientEvents, SIGN_IN } from '@/contracts/socket-events';
import type { Known } from '@/server/known-hosts';
import { allowedOrigins, isOurs } from '@/server/origins';
import { createVisitorBook, type People } from '@/server/people/queries';
import type { WatchedScope } from './watched-scope';

/** What is known of a socket. */
export interface SocketData {
  visitor: Visitor;
  /** What it watches, or watched last. */
  scope?: WatchedScope;
}
export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;

const PATH = '/socket.io/';

/** A half-open connection is noticed by both sides within their sum. */
const PING_EVERY_MS = 5_000;
const PONG_WITHIN_MS = 4_000;
/** The largest thing a browser says is a cursor of some dozen partitions. */
const LARGEST_MESSAGE_BYTES = 16 * 1024;

export interface SocketDoor {
  readonly io: LiveServer;
  close(): Promise<void>;
}

/**
 * Socket.IO on the shared HTTP server: websocket only, exact origins only, and those who may come in. Other upgrades are left
 * to who wants them.
 */
export function openSocketDoor(
  http: HttpServer,
  { host, url, tls }: Known & { readonly tls: { readonly pages: boolean } },
  people: People,
): SocketDoor {
  // Socket.IO would take over the requests of the server it is given, and close it at the end: it gets one of its own.
  const own = createServer();
  const io: LiveServer = new Server(own, {
    path: PATH,
    serveClient: false,
    transports: ['websocket'],
    perMessageDeflate: false,
    httpCompression: false,
    destroyUpgrade: false,
    maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
    pingInterval: PING_EVERY_MS,
    pingTimeout: PONG_WITHIN_MS,
    connectTimeout: 5_000,
    allowRequest: (request, decide) => {
      const own = { port: portOf(http), tls: tls.pages };
      decide(null, isOurs(request, allowedOrigins({ host, url }, own)));
    },
  });
  // Who was known comes back while PostgreSQL is away, as to pages.
  const visitors = createVisitorBook(people);
  // A browser doesn't learn why a handshake was refused: this refusal it can read.
  io.use((socket, next) => {
    visitors.identify(socket.request.headers).then(
      ({ visitor }) => {
        if (visitor === undefined) return next(new Error(SIGN_IN));
        socket.data.visitor = visitor;
        next();
      },
      () => next(new Error('NOT_READY')),
    );
  });
  const forward = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.startsWith(PATH)) own.emit('upgrade', request, socket, head);
    // Nobody else listens for upgrades: Node would leave this one open for ever.
    else if (http.listenerCount('upgrade') === 1) socket.destroy();
  };
  http.on('upgrade', forward);
  return {
    io,
    close: async () => {
      http.off('upgrade', forward);
      await io.close();
    },
  };
}

function portOf(http: HttpServer): number {
  const address = http.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
