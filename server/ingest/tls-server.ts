import type { Socket } from 'node:net';
import { createServer, type Server, TLSSocket } from 'node:tls';
import type { Certificates } from '@/server/certificates/index';

interface Parts {
  readonly certificates: Certificates;
  /** Handshakes under way; beyond, the oldest is given up. */
  readonly handshakes: number;
  admit(socket: Socket): void;
  /** A handshake failed. */
  failed(error: Error, address: string | undefined): void;
}

export interface TlsServer {
  readonly server: Server;
  /** Gives up what is still shaking hands. */
  giveUp(): void;
}

/** A server that admits clients once they have shaken hands. Those that don't get that far disturb nobody. */
export function createTlsServer({ certificates, handshakes, admit, failed }: Parts): TlsServer {
  const underWay = new Map<string, Socket>();
  const server = createServer({ ...certificates.serverOptions(), noDelay: true, keepAlive: true });
  certificates.renewIn(server);
  // Before TLS has wrapped it; afterwards it is known by its peer's address alone.
  server.on('connection', (socket: Socket) => {
    const peer = peerOf(socket);
    underWay.set(peer, socket);
    socket.once('close', () => {
      if (underWay.get(peer) === socket) underWay.delete(peer);
    });
    const [oldest] = underWay.values();
    if (underWay.size > handshakes) oldest?.destroy();
  });
  server.on('secureConnection', (socket: TLSSocket) => {
    underWay.delete(peerOf(socket));
    admit(socket);
  });
  server.on('tlsClientError', (error, socket) => {
    failed(error, socket.remoteAddress);
    socket.destroy();
  });
  const giveUp = () => {
    for (const socket of underWay.values()) socket.destroy();
  };
  return { server, giveUp };
}

/** The version of TLS that it speaks; null: none. */
export function tlsOf(socket: Socket): string | null {
  return socket instanceof TLSSocket ? socket.getProtocol() : null;
}

function peerOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`;
}
