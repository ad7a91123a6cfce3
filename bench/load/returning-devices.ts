import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import {
  connectBytes,
  publishBytes,
  type ReceivedPacket,
  readPackets,
  subscribeBytes,
  type UserAndPassword,
} from '@/tests/support/mqtt-bytes';

/** What the devices are told on the command line. */
export interface DevicesOrder {
  readonly port: number;
  readonly loginsFile: string;
  readonly clientId: string;
  /** With TLS, and this CA is trusted. */
  readonly caFile?: string;
}
/** All are there: for the first time with a session that is kept, or again in that session and heard by Kafka. */
export interface DevicesTick {
  readonly all: 'there' | 'back';
}

/** As firmware does it: tries again after a while that is not the same for all. */
const RETRY_MS = { least: 200, more: 800 };

const order = JSON.parse(process.argv[2] ?? '{}') as DevicesOrder;
const logins = JSON.parse(readFileSync(order.loginsFile, 'utf8')) as readonly UserAndPassword[];
const ca = order.caFile === undefined ? undefined : readFileSync(order.caFile);
const counted = { there: 0, back: 0 };

/** A device that keeps a session and comes back whenever it is cut off. */
class Device {
  private known = false;
  private rest: Buffer = Buffer.alloc(0);

  constructor(
    private readonly login: UserAndPassword,
    private readonly index: number,
  ) {}

  come(): void {
    this.rest = Buffer.alloc(0);
    const { port } = order;
    const socket =
      ca === undefined ? connect(port, '127.0.0.1') : connectTls({ port, host: '127.0.0.1', ca });
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    socket.once('close', () => setTimeout(() => this.come(), RETRY_MS.least + Math.random() * RETRY_MS.more));
    socket.once(ca === undefined ? 'connect' : 'secureConnect', () =>
      socket.write(connectBytes(order.clientId, { clean: false, login: this.login })),
    );
    socket.on('data', (data) => {
      const { packets, rest } = readPackets(Buffer.concat([this.rest, data]));
      this.rest = rest;
      for (const packet of packets) this.hear(packet, socket);
    });
  }

  private hear({ type, code, sessionPresent }: ReceivedPacket, socket: Socket): void {
    const topic = `device/${this.index}/state`;
    if (type === 'connack') {
      if (code !== 0 || sessionPresent !== this.known) throw new Error(`${code}, session: ${sessionPresent}`);
      if (this.known) socket.write(publishBytes({ topic, payload: '21.5', qos: 1, id: 1 }));
      else socket.write(subscribeBytes(`device/${this.index}/set`, 1, 1));
    } else if (type === 'suback') {
      this.known = true;
      count('there');
    } else if (type === 'puback') count('back');
  }
}

function count(all: DevicesTick['all']): void {
  counted[all] += 1;
  if (counted[all] === logins.length) process.send?.({ all } satisfies DevicesTick);
}

for (const [index, login] of logins.entries()) new Device(login, index).come();
