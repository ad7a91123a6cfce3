import type { ChildProcess } from 'node:child_process';
import { connectAsync } from 'mqtt';
import { topicPlans } from '@/contracts/topics';
import { ensureTopics } from '@/server/stream/topics';
import { aMosquitto, type Mosquitto } from '@/tests/support/mosquitto';
import { anOwnKafka } from '@/tests/support/own-servers';
import { atLeast, atMost, type BenchRow, median } from './bench-row';
import type { Drained } from './load/drain-teller';
import type { FetchOrder } from './load/mqtt-alone';
import type { FloodOrder } from './load/publish-flood';
import { kafkajsAlone, type Measured, startLoad, tick, told } from './load-process';

const ROUNDS = 3;
const RETENTION_DAYS = 1;
const LOAD = { sensors: 500, payloadBytes: 60, warmUpMs: 1_000, lastsMs: 12_000 } as const;
const WINDOW = 20;
/** Of the backlog: before, it gets going; behind, it may already wait for more. */
const MEASURED_FROM = 0.2;
const MEASURED_TO = 0.9;
const LEAST_PER_SECOND = 30_000;
const MOST_CPU_RATIO = 1.25;

type Part = 'door' | 'mqtt' | 'kafkajs';
type Fetcher = 'external-door-alone' | 'mqtt-alone';

/** The door to a broker of one's own draining what Mosquitto has kept, against mqtt.js that only receives, and kafkajs. */
export async function benchExternal(): Promise<readonly BenchRow[]> {
  const [kafka, mosquitto] = await Promise.all([anOwnKafka(), aMosquitto()]);
  const brokers = kafka.address.split(',');
  try {
    await ensureTopics({ brokers, clientId: 'bench' }, topicPlans(RETENTION_DAYS), { embedded: true });
    const rounds: Record<Part, Measured>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const measured = {
        door: await drained('external-door-alone', mosquitto, brokers),
        mqtt: await drained('mqtt-alone', mosquitto, brokers),
        kafkajs: await kafkajsAlone(brokers, LOAD),
      };
      console.log(`  round ${round + 1}: ${line(measured)}`);
      rounds.push(measured);
    }
    return rowsOf(rounds);
  } finally {
    await Promise.all([kafka.remove(), mosquitto.remove()]);
  }
}

function rowsOf(rounds: readonly Record<Part, Measured>[]): readonly BenchRow[] {
  const cpuUs = (part: Part) => median(rounds.map((round) => round[part].cpuUs));
  const perSecond = median(rounds.map((round) => round.door.perSecond));
  const halves = cpuUs('mqtt') + cpuUs('kafkajs');
  return [
    atLeast("external: drained from Mosquitto's backlog, 60 bytes", perSecond, 'msg/s', LEAST_PER_SECOND),
    atMost(
      'external: CPU a message, against mqtt.js + kafkajs',
      cpuUs('door'),
      'µs',
      MOST_CPU_RATIO * halves,
    ),
  ];
}

function line(round: Readonly<Record<Part, Measured>>): string {
  return Object.entries(round)
    .map(([part, { perSecond, cpuUs }]) => `${part} ${Math.round(perSecond)} msg/s, ${cpuUs.toFixed(1)} µs`)
    .join(' · ');
}

/** Subscribes, leaves, lets a backlog grow, and comes back for it. */
async function drained(fetcher: Fetcher, { port }: Mosquitto, brokers: readonly string[]): Promise<Measured> {
  const session = { url: `mqtt://127.0.0.1:${port}`, clientId: `bench-${fetcher}`, brokers };
  (await fetching(fetcher, { ...session, from: 0, to: Number.MAX_SAFE_INTEGER })).kill('SIGKILL');
  const backlog = await flooded(port);
  const [from, to] = [MEASURED_FROM * backlog, MEASURED_TO * backlog];
  const process = startLoad(fetcher, { ...session, from, to } satisfies FetchOrder);
  const { messages, cpuMs, seconds } = await told<Drained>(process, (answer) => 'cpuMs' in answer);
  process.kill('SIGKILL');
  await forgotten(session);
  return { perSecond: messages / seconds, cpuUs: (cpuMs * 1000) / messages };
}

async function fetching(fetcher: Fetcher, order: FetchOrder): Promise<ChildProcess> {
  const process = startLoad(fetcher, order);
  await told(process, (answer) => 'subscribed' in answer);
  return process;
}

async function flooded(port: number): Promise<number> {
  const order: FloodOrder = { host: '127.0.0.1', port, window: WINDOW, ...LOAD };
  const flood = startLoad('publish-flood', order);
  const { acknowledged } = await tick(flood, 'end');
  flood.kill('SIGKILL');
  return acknowledged;
}

/** Nothing more is kept for this session. */
async function forgotten({ url, clientId }: Pick<FetchOrder, 'url' | 'clientId'>): Promise<void> {
  const client = await connectAsync(url, { clientId, clean: true });
  await client.endAsync();
}
