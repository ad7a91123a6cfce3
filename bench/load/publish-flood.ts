import { connect, type Socket } from 'node:net';
import { connectBytes, publishBytes, type UserAndPassword } from '@/tests/support/mqtt-bytes';

/** What the flood is told on its command line, and answers over IPC. */
export interface FloodOrder {
  readonly host: string;
  readonly port: number;
  readonly sensors: number;
  readonly payloadBytes: number;
  /** Messages a sensor has under way at most. */
  readonly window: number;
  readonly warmUpMs: number;
  readonly lastsMs: number;
  /** Of the sensors, one after the other; absent: they come without. */
  readonly logins?: readonly UserAndPassword[];
}
export interface FloodTick {
  readonly at: 'begin' | 'end';
  /** Acknowledged since the start. */
  readonly acknowledged: number;
}

const PUBACK_BYTES = 4;
const CONNACK_BYTES = 4;

/** A sensor that always has a window of messages under way: bytes made beforehand, acknowledgements only counted. */
class Sensor {
  acknowledged = 0;
  private readonly windows: readonly Buffer[];
  private turn = 0;

  constructor(
    private readonly socket: Socket,
    private readonly order: FloodOrder,
    index: number,
  ) {
    const { window } = order;
    // Two windows in turn: an id is free again when its own window comes round.
    this.windows = [0, 1].map((turn) =>
      Buffer.concat(Array.from({ length: window }, (_, at) => this.message(index, 1 + turn * window + at))),
    );
    socket.setNoDelay(true);
    const login = order.logins?.[index % order.logins.length];
    socket.write(connectBytes(`flood-${process.pid}-${index}`, { clean: true, login }));
    let bytes = 0;
    socket.on('data', (data) => {
      const before = bytes;
      bytes += data.length;
      this.acknowledged = Math.max(0, Math.floor((bytes - CONNACK_BYTES) / PUBACK_BYTES));
      const rounds = (count: number) => Math.floor((count - CONNACK_BYTES) / (PUBACK_BYTES * window));
      if (before < CONNACK_BYTES || rounds(bytes) > rounds(before)) this.publishWindow();
    });
  }

  private message(index: number, id: number): Buffer {
    const payload = `{"id":${id},"sensor":${index},"temperature":21.5}`.padEnd(this.order.payloadBytes);
    return publishBytes({ topic: `flood/${index}/state`, payload, qos: 1, id });
  }

  private publishWindow(): void {
    const bytes = this.windows[this.turn % 2];
    this.turn += 1;
    if (bytes !== undefined) this.socket.write(bytes);
  }
}

async function flood(order: FloodOrder): Promise<void> {
  const sensors = await Promise.all(
    Array.from({ length: order.sensors }, (_, index) => aSensor(order, index)),
  );
  const tell = (at: FloodTick['at']) => {
    const acknowledged = sensors.reduce((sum, sensor) => sum + sensor.acknowledged, 0);
    process.send?.({ at, acknowledged } satisfies FloodTick);
  };
  setTimeout(() => tell('begin'), order.warmUpMs);
  setTimeout(() => tell('end'), order.warmUpMs + order.lastsMs);
}

function aSensor(order: FloodOrder, index: number): Promise<Sensor> {
  return new Promise((resolve, reject) => {
    const socket = connect(order.port, order.host, () => resolve(new Sensor(socket, order, index)));
    socket.once('error', reject);
  });
}

await flood(JSON.parse(process.argv[2] ?? '{}') as FloodOrder);
