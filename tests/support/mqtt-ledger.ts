import { setTimeout as sleep } from 'node:timers/promises';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { seededRandom } from '@/server/demo/house/random';

export interface LedgerSettings {
  readonly url: string;
  /** First topic level, and the first part of every client id. */
  readonly prefix: string;
  readonly seed: number;
  /** Clients with fixed ids and sessions that outlive a connection. */
  readonly persistent?: number;
  /** Clients whose session ends with the connection: nothing of theirs is lost either, but it may come twice. */
  readonly clean?: number;
  /** Messages a second, all clients together. */
  readonly rate?: number;
  readonly keepaliveS?: number;
}

export type Quality = 1 | 2;

/** One client's messages of one quality of service: ids rise in the order in which they were published. */
export interface Lane {
  readonly client: number;
  readonly clean: boolean;
  readonly qos: Quality;
  readonly topic: string;
  readonly sent: number[];
  readonly acknowledged: Set<number>;
}

/** Who published what, and what of it was acknowledged. */
export interface MqttLedger {
  readonly settings: Required<LedgerSettings>;
  readonly lanes: readonly Lane[];
  readonly connections: number;
  sent(): number;
  acknowledged(): number;
  /** Times a client lost its connection. */
  disconnects(): number;
  /** Stops making new messages; what is under way goes on until it is acknowledged. */
  pause(): void;
  /** Resolves once everything sent is acknowledged; throws when no acknowledgement comes for `patienceMs`, saying what is missing. */
  settled(patienceMs: number): Promise<void>;
  /** Every client says goodbye: no will is due. */
  stop(): Promise<void>;
}

const TICK_MS = 20;
const LEAVE_MS = 2_000;
const LOOK_EVERY_MS = 50;
const QUALITIES: readonly Quality[] = [1, 2];
const IDS_PER_LANE = 1_000_000;

/** What a client of the ledger publishes: the id is the whole value, so a stored reading names its message. */
export function ledgerPayload(id: number): string {
  return JSON.stringify({ id });
}

/** Teaches Hearth the ledger's messages: a sensor a client, a channel a quality of service, the id as energy. */
export function ledgerMapping(given: LedgerSettings) {
  const settings = withDefaults(given);
  const clients = Array.from({ length: settings.persistent + settings.clean }, (_, client) => client);
  const sensorOf = (client: number) => `${settings.prefix}-${client}`;
  return {
    rooms: ['Ledger'],
    sensors: clients.map((client) => ({ id: sensorOf(client), name: `Client ${client}`, room: 'Ledger' })),
    mappings: clients.flatMap((client) =>
      QUALITIES.map((qos) => ({
        sensor: sensorOf(client),
        topic: topicOf(settings, client, qos),
        format: 'json',
        readings: [{ path: '/id', quantity: 'energy', unit: 'kWh', channel: `q${qos}` }],
      })),
    ),
  };
}

/** Connects every client and begins to publish; the same seed publishes in the same order. */
export async function startLedger(given: LedgerSettings): Promise<MqttLedger> {
  const settings = withDefaults(given);
  const clients = Array.from({ length: settings.persistent + settings.clean }, (_, index) =>
    aClient(settings, index),
  );
  await Promise.all(clients.map((client) => client.connected));
  const publishing = startPublishing(settings, clients);
  const lanes = clients.flatMap((client) => client.lanes);
  const total = (of: (lane: Lane) => number) => lanes.reduce((sum, lane) => sum + of(lane), 0);
  const sent = () => total((lane) => lane.sent.length);
  const acknowledged = () => total((lane) => lane.acknowledged.size);
  return {
    settings,
    lanes,
    connections: clients.length,
    sent,
    acknowledged,
    disconnects: () => clients.reduce((sum, client) => sum + client.disconnects(), 0),
    pause: publishing.pause,
    settled: (patienceMs) => settled(() => sent() - acknowledged(), patienceMs),
    stop: async () => {
      publishing.stop();
      await Promise.all(clients.map((client) => client.leave()));
    },
  };
}

function withDefaults(given: LedgerSettings): Required<LedgerSettings> {
  return { persistent: 54, clean: 10, rate: 560, keepaliveS: 30, ...given };
}

interface LedgerClient {
  readonly lanes: readonly Lane[];
  readonly connected: Promise<void>;
  disconnects(): number;
  publishNew(lane: Lane): void;
  /** Publishes again what never left because the connection closed before. */
  publishWaiting(): void;
  leave(): Promise<void>;
}

function aClient(settings: Required<LedgerSettings>, index: number): LedgerClient {
  const clean = index >= settings.persistent;
  const lanes = QUALITIES.map((qos): Lane => {
    const topic = topicOf(settings, index, qos);
    return { client: index, clean, qos, topic, sent: [], acknowledged: new Set() };
  });
  const client = mqtt.connect(settings.url, connectOptions(settings, index, clean));
  let disconnects = 0;
  client.on('error', () => undefined);
  // Not at 'connect': mqtt.js says that only once everything stored is sent again.
  client.on('packetreceive', (packet) => {
    if (packet.cmd === 'connack') client.once('close', () => (disconnects += 1));
  });
  const waiting: { lane: Lane; id: number }[] = [];
  const publish = (lane: Lane, id: number) =>
    client.publish(lane.topic, ledgerPayload(id), { qos: lane.qos }, (error) => {
      if (error) waiting.push({ lane, id });
      else lane.acknowledged.add(id);
    });
  return {
    lanes,
    connected: new Promise((resolve) => client.once('connect', () => resolve())),
    disconnects: () => disconnects,
    publishNew: (lane) => {
      const id = (lane.sent.at(-1) ?? firstId(index, lane.qos)) + 1;
      lane.sent.push(id);
      // Behind what waits, or its turn would come before older messages of the same topic.
      if (waiting.length > 0) waiting.push({ lane, id });
      else publish(lane, id);
    },
    publishWaiting: () => {
      for (const { lane, id } of waiting.splice(0)) publish(lane, id);
    },
    leave: () => leave(client),
  };
}

function topicOf(settings: Pick<LedgerSettings, 'prefix'>, client: number, qos: Quality): string {
  return `${settings.prefix}/${client}/q${qos}`;
}

function firstId(client: number, qos: Quality): number {
  return (client * QUALITIES.length + qos) * IDS_PER_LANE;
}

function connectOptions(settings: Required<LedgerSettings>, index: number, clean: boolean): IClientOptions {
  const options: IClientOptions = {
    clientId: `${settings.prefix}-${index}`,
    clean,
    keepalive: settings.keepaliveS,
    reconnectPeriod: 250,
    connectTimeout: 5_000,
  };
  if (clean) return options;
  const topic = `${settings.prefix}/${index}/status`;
  return { ...options, will: { topic, payload: Buffer.from('offline'), qos: 1, retain: true } };
}

function startPublishing(settings: Required<LedgerSettings>, clients: readonly LedgerClient[]) {
  const random = seededRandom(settings.seed);
  const lanes = clients.flatMap((client) => client.lanes.map((lane) => ({ client, lane })));
  let published = 0;
  const since = performance.now();
  let paused = false;
  const ticking = setInterval(() => {
    for (const client of clients) client.publishWaiting();
    if (paused) return;
    const due = Math.floor(((performance.now() - since) * settings.rate) / 1000) - published;
    for (let done = 0; done < due; done += 1) {
      const chosen = lanes[Math.floor(random() * lanes.length)];
      chosen?.client.publishNew(chosen.lane);
    }
    published += Math.max(0, due);
  }, TICK_MS);
  return {
    pause: () => {
      paused = true;
    },
    stop: () => clearInterval(ticking),
  };
}

/** How long it takes is the machine's affair: mqtt.js sends what it had stored one by one. That it goes on is ours. */
async function settled(outstanding: () => number, patienceMs: number): Promise<void> {
  let left = outstanding();
  let movedAt = performance.now();
  while (left > 0) {
    await sleep(LOOK_EVERY_MS);
    const now = performance.now();
    if (outstanding() < left) movedAt = now;
    left = outstanding();
    if (now - movedAt > patienceMs)
      throw new Error(`${left} messages wait, and none was acknowledged for ${patienceMs / 1000} s`);
  }
}

/** Waits for what is under way, but not for long: mqtt.js never ends while it sends stored messages again. */
async function leave(client: MqttClient): Promise<void> {
  await Promise.race([client.endAsync(!client.connected), sleep(LEAVE_MS, undefined, { ref: false })]);
  client.stream.destroy();
}
