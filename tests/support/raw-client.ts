import { connect, type Socket } from 'node:net';
import { connectBytes, type PacketType, type ReceivedPacket, readPackets } from './mqtt-bytes';

/** A client that sends the bytes it is told to, and waits for the packet it is told to. */
export interface RawClient {
  /** The broker's CONNACK said it kept a session. */
  readonly sessionPresent: boolean;
  send(bytes: Buffer): Promise<void>;
  /** The next packet of the type with that id, also one that came already; fails after ten seconds. */
  received(type: PacketType, id: number): Promise<void>;
  /** Without a goodbye. */
  cut(): Promise<void>;
}

const PATIENCE_MS = 10_000;

/** Comes to the broker at that address, which holds a login. */
export async function aRawClient(url: string, clientId: string, clean = false): Promise<RawClient> {
  const { hostname, port, username: user, password } = new URL(url);
  const socket = connect(Number(port), hostname);
  const inbox = anInbox(socket);
  socket.write(connectBytes(clientId, { clean, login: { user, password } }));
  const { sessionPresent } = await inbox.next((packet) => packet.type === 'connack', `${clientId}: connack`);
  return {
    sessionPresent,
    send: (bytes) =>
      new Promise((resolve, reject) => socket.write(bytes, (error) => (error ? reject(error) : resolve()))),
    received: async (type, id) => {
      await inbox.next((packet) => packet.type === type && packet.id === id, `${clientId}: ${type} ${id}`);
    },
    cut: () =>
      new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.destroy();
      }),
  };
}

function anInbox(socket: Socket) {
  const packets: ReceivedPacket[] = [];
  const waiting = new Set<() => void>();
  let rest: Buffer = Buffer.alloc(0);
  const wake = () => {
    for (const look of waiting) look();
  };
  socket.on('data', (data) => {
    const read = readPackets(Buffer.concat([rest, data]));
    rest = read.rest;
    packets.push(...read.packets);
    wake();
  });
  socket.on('error', wake);
  return {
    next: (fits: (packet: ReceivedPacket) => boolean, what: string): Promise<ReceivedPacket> =>
      new Promise((resolve, reject) => {
        const look = () => {
          const index = packets.findIndex(fits);
          const [packet] = index < 0 ? [] : packets.splice(index, 1);
          if (packet === undefined && !socket.errored) return;
          done();
          if (packet === undefined) reject(new Error(`${what}: ${socket.errored?.message}`));
          else resolve(packet);
        };
        const late = setTimeout(() => {
          done();
          reject(new Error(`${what} did not come within ${PATIENCE_MS / 1000} s`));
        }, PATIENCE_MS);
        const done = () => {
          clearTimeout(late);
          waiting.delete(look);
        };
        waiting.add(look);
        look();
      }),
  };
}
