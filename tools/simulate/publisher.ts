import { setTimeout as sleep } from 'node:timers/promises';
import { connectAsync, type MqttClient } from 'mqtt';
import { messagesOf, type SimulatedSensor } from './house';
import type { Options } from './options';
import { due } from './pace';

export interface Tally {
  sent: number;
  /** By the broker; QoS 0 has no acknowledgement. */
  acknowledged: number;
  failed: number;
  readonly startedAt: number;
}

export interface Publisher {
  readonly tally: Tally;
  stop(): Promise<void>;
}

const TICK_MS = 20;
const CONNECT_MS = 10_000;
const LEAVE_MS = 3_000;

/** Connects the clients and publishes at the rate until stopped; throws when nobody answers at the address. */
export async function startPublisher(
  url: string,
  sensors: readonly SimulatedSensor[],
  options: Pick<Options, 'rate' | 'qos' | 'clients' | 'prefix'>,
): Promise<Publisher> {
  const clients = await connectAll(url, options);
  const tally: Tally = { sent: 0, acknowledged: 0, failed: 0, startedAt: Date.now() };
  const next = endlessMessages(sensors);
  const ticking = setInterval(() => {
    const count = due(options.rate, Date.now() - tally.startedAt, tally.sent);
    for (let done = 0; done < count; done += 1) publishNext(clients, next(), options.qos, tally);
  }, TICK_MS);
  return {
    tally,
    stop: async () => {
      clearInterval(ticking);
      await Promise.all(clients.map(leave));
    },
  };
}

async function connectAll(
  url: string,
  options: Pick<Options, 'clients' | 'prefix'>,
): Promise<readonly MqttClient[]> {
  const connectOne = async (index: number) => {
    const clientId = `simulate-${options.prefix}-${process.pid}-${index}`;
    const client = await connectAsync(
      url,
      { clientId, connectTimeout: CONNECT_MS, reconnectPeriod: 1000 },
      false,
    );
    // mqtt.js comes back by itself; what it can't send meanwhile it keeps, and the tally shows it.
    client.on('error', () => undefined);
    return client;
  };
  const first = await connectOne(0);
  const others = await Promise.allSettled(
    Array.from({ length: options.clients - 1 }, (_, index) => connectOne(index + 1)),
  );
  const clients = [first, ...others.flatMap((other) => (other.status === 'fulfilled' ? [other.value] : []))];
  const refused = others.find((other) => other.status === 'rejected');
  if (refused === undefined) return clients;
  // Those that are connected would come back for ever.
  await Promise.all(clients.map(leave));
  throw refused.reason;
}

interface Outgoing {
  readonly sensor: number;
  readonly topic: string;
  readonly payload: string;
}

/** Every sensor in turn, every message of its own in turn, as of the moment it is asked for. */
function endlessMessages(sensors: readonly SimulatedSensor[]): () => Outgoing {
  const waiting: Outgoing[] = [];
  let turn = 0;
  return () => {
    while (waiting.length === 0) {
      const index = turn % sensors.length;
      turn += 1;
      const sensor = sensors[index];
      if (sensor === undefined) throw new RangeError('no sensors');
      waiting.push(...messagesOf(sensor, localNow()).map((message) => ({ sensor: index, ...message })));
    }
    const message = waiting.shift();
    if (message === undefined) throw new RangeError('a sensor without messages');
    return message;
  };
}

function publishNext(clients: readonly MqttClient[], message: Outgoing, qos: 0 | 1 | 2, tally: Tally): void {
  tally.sent += 1;
  clients[message.sensor % clients.length]?.publish(message.topic, message.payload, { qos }, (error) => {
    if (error) tally.failed += 1;
    else if (qos > 0) tally.acknowledged += 1;
  });
}

function localNow(): number {
  const now = new Date();
  return now.getTime() - now.getTimezoneOffset() * 60_000;
}

/** Waits for what is under way, but not for a broker that doesn't answer. */
async function leave(client: MqttClient): Promise<void> {
  await Promise.race([client.endAsync(!client.connected), sleep(LEAVE_MS, undefined, { ref: false })]);
  client.stream.destroy();
}
