import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A road to Kafka that can be broken and blocked without touching Kafka itself. */
export interface KafkaProxy {
  /** What clients connect to; the brokers they are told of lead here too. */
  readonly brokers: readonly string[];
  /** How many connections there are now. */
  connected(): number;
  /** Breaks every connection, in the middle of whatever is under way. */
  cut(): void;
  /** The next answer longer than 40 bytes is cut in its middle, and its connection with it. */
  cutNextAnswer(): void;
  /** Forwards nothing either way until `thaw`; connections can still be made. */
  freeze(): void;
  thaw(): void;
  /** Refuses connections until `open`. */
  close(): Promise<void>;
  open(): Promise<void>;
  stop(): Promise<void>;
}

const HOST = '127.0.0.1';
const SHORT_ANSWER_BYTES = 40;

export async function startKafkaProxy(broker: string): Promise<KafkaProxy> {
  const target = Number(broker.split(':')[1]);
  const pairs = new Set<readonly [client: Socket, server: Socket]>();
  let frozen = false;
  let cutNext = false;
  let port = 0;

  const server = createServer((client) => {
    const kafka = connect(target, HOST);
    const pair = [client, kafka] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      client.destroy();
      kafka.destroy();
    };
    for (const socket of pair) {
      socket.setNoDelay(true).on('error', end).on('close', end);
      if (frozen) socket.pause();
    }
    client.on('data', (bytes) => kafka.write(bytes));
    kafka.on('data', (bytes) => {
      if (cutNext && bytes.length > SHORT_ANSWER_BYTES) {
        cutNext = false;
        client.write(bytes.subarray(0, bytes.length >> 1), end);
        return;
      }
      client.write(readdressed(bytes, target, port));
    });
  });

  const cut = () => {
    for (const [client, kafka] of pairs) {
      client.resetAndDestroy();
      kafka.destroy();
    }
  };
  const open = async () => {
    server.listen(port, HOST);
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const close = async () => {
    const closed = once(server, 'close');
    server.close();
    cut();
    await closed;
  };
  await open();
  return {
    brokers: [`${HOST}:${port}`],
    connected: () => pairs.size,
    cut,
    cutNextAnswer: () => {
      cutNext = true;
    },
    freeze: () => {
      frozen = true;
      for (const socket of [...pairs].flat()) socket.pause();
    },
    thaw: () => {
      frozen = false;
      for (const socket of [...pairs].flat()) socket.resume();
    },
    open,
    close,
    stop: async () => {
      if (server.listening) await close();
    },
  };
}

/** Kafka names its brokers by host and port, one right after the other. */
function readdressed(bytes: Buffer, from: number, to: number): Buffer {
  const told = address(from);
  let at = bytes.indexOf(told);
  if (at < 0) return bytes;
  const changed = Buffer.from(bytes);
  for (; at >= 0; at = bytes.indexOf(told, at + told.length)) address(to).copy(changed, at);
  return changed;
}

function address(port: number): Buffer {
  const bytes = Buffer.alloc(HOST.length + 4);
  bytes.write(HOST);
  bytes.writeInt32BE(port, HOST.length);
  return bytes;
}
