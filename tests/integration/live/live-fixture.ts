import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import type { Measure, Reading } from '@/contracts/reading';
import type {
  ClientToServerEvents,
  Cursor,
  Frame,
  Sample,
  Scope,
  ServerToClientEvents,
  WatchAnswer,
} from '@/contracts/socket-events';
import { READINGS } from '@/contracts/topics';
import type { Context } from '@/server/context';
import { appendAll, startAppender } from '@/server/stream/appender';
import type { Appender, Coordinates, KafkaSettings } from '@/server/stream/types';
import { aPerson, type SignedInPerson } from '@/tests/support/signed-in';

export const kitchen: Scope = { kind: 'sensor', id: 'kitchen' };
export const home: Scope = { kind: 'home' };

/** A browser on a real socket that keeps every frame it gets. */
export class Browser {
  readonly frames: Frame[] = [];
  /** Draws at once and says so; false: looks away. */
  attentive = true;
  private readonly waiting = new Set<() => void>();

  constructor(readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>) {
    socket.on('readings', (frame) => {
      this.frames.push(frame);
      if (this.attentive) socket.emit('seen', frame.n);
      for (const look of this.waiting) look();
    });
  }

  watch(scope: Scope, since?: Cursor): Promise<WatchAnswer> {
    return this.socket.timeout(10_000).emitWithAck('watch', scope, since);
  }

  get samples(): Sample[] {
    return this.frames.flatMap((frame) => frame.samples);
  }

  /** Waits until `holds` is true of what came. */
  until(holds: (browser: Browser) => boolean): Promise<void> {
    if (holds(this)) return Promise.resolve();
    return new Promise((resolve) => {
      const look = () => {
        if (!holds(this)) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
    });
  }

  close(): void {
    this.socket.disconnect();
  }
}

const admins = new WeakMap<Context, Promise<SignedInPerson>>();

function adminOf(context: Context): Promise<SignedInPerson> {
  const known = admins.get(context) ?? aPerson({ ...context, dataDir: context.config.dataDir });
  admins.set(context, known);
  return known;
}

/** `origin`: the page it shows; null = a program that names none. `cookie`: an admin's unless it is said. */
export async function aBrowser(
  context: Context,
  origin: string | null = context.addresses.url,
  cookie?: string,
): Promise<Browser> {
  const socket: Browser['socket'] = io(context.addresses.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: {
      cookie: cookie ?? (await adminOf(context)).cookie,
      ...(origin !== null && { origin }),
    },
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return new Browser(socket);
}

let receipt = 0;

/** A reading of the kitchen's temperature, received just now; fill in what the test is about. */
export function aReading(
  own: Partial<Reading> & { value?: number; quality?: Measure['quality'] } = {},
): Reading {
  const { value = 20, quality, ...given } = own;
  receipt = Math.max(receipt + 1, Date.now() * 1_000);
  return {
    v: 1,
    uid: randomUUID(),
    sensorId: 'kitchen',
    measuredAt: receipt,
    receivedAt: receipt,
    clock: 'device',
    measures: [{ quantity: 'temperature', channel: null, value, unit: '°C', ...(quality && { quality }) }],
    raw: { p: 0, o: receipt % 1_000_000 },
    by: { mapping: 1, version: 1 },
    ...given,
  };
}

export class ReadingsWriter {
  private constructor(private readonly appender: Appender) {}

  static async open(kafka: KafkaSettings): Promise<ReadingsWriter> {
    const log = pino({ level: 'silent' });
    return new ReadingsWriter(await startAppender({ kafka, log, name: 'test' }));
  }

  append(readings: readonly Reading[]): Promise<readonly Coordinates[]> {
    return this.appendValues(readings.map((reading) => [reading.sensorId, JSON.stringify(reading)]));
  }

  appendValues(values: readonly (readonly [key: string, value: string])[]): Promise<readonly Coordinates[]> {
    return appendAll(
      this.appender,
      values.map(([key, value]) => ({ topic: READINGS, key, value })),
    );
  }

  stop(): Promise<void> {
    return this.appender.stop();
  }
}

/** What tells one sample from all others. */
export function coordinates([sensorId, quantity, channel, measuredAt, value]: Sample): unknown[] {
  return [sensorId, quantity, channel, measuredAt, value];
}

export function coordinatesOf(readings: readonly Reading[]): unknown[][] {
  return readings.flatMap((reading) =>
    reading.measures.map(({ quantity, channel, value }) => [
      reading.sensorId,
      quantity,
      channel,
      reading.measuredAt,
      value,
    ]),
  );
}

export function anHourAgo(): number {
  return (Date.now() - 3_600_000) * 1_000;
}

export async function aHouse(context: Context): Promise<{ kitchenRoom: number }> {
  const { pool } = context.database;
  const room = await pool.query<{ id: number }>("INSERT INTO room (name) VALUES ('Kitchen') RETURNING id");
  const kitchenRoom = room.rows[0]?.id ?? 0;
  await pool.query(
    "INSERT INTO sensor (id, name, room_id) VALUES ('kitchen', 'Kitchen', $1), ('attic', 'Attic', NULL)",
    [kitchenRoom],
  );
  return { kitchenRoom };
}

/** The cursor an answer ended with; throws for an answer without one. */
export function cursorOf(answer: WatchAnswer): Cursor {
  if (!('cursor' in answer)) throw new Error(`no cursor in ${JSON.stringify(answer)}`);
  return answer.cursor;
}

export function missedOf(answer: WatchAnswer): readonly Sample[] {
  if (!('missed' in answer)) throw new Error(`nothing missed in ${JSON.stringify(answer).slice(0, 300)}`);
  return answer.missed;
}
