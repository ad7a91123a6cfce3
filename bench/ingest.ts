import { type ChildProcess, fork } from 'node:child_process';
import { topicPlans } from '@/contracts/topics';
import { ensureTopics } from '@/server/stream/topics';
import { anOwnKafka } from '@/tests/support/own-servers';
import { atLeast, atMost, type BenchRow, median } from './bench-row';
import type { ProduceOrder, ProduceResult } from './load/kafkajs-alone';
import type { FloodOrder, FloodTick } from './load/publish-flood';

const ROUNDS = 3;
const RETENTION_DAYS = 1;
const LOAD = { sensors: 500, payloadBytes: 60, warmUpMs: 3_000, lastsMs: 8_000 } as const;
const WINDOW = 20;
const BATCH = 1000;
const LEAST_PER_SECOND = 30_000;
const MOST_CPU_RATIO = 1.3;

type Part = 'door' | 'aedes' | 'kafkajs';

interface Measured {
  readonly perSecond: number;
  /** CPU of the measured process for one message, µs. */
  readonly cpuUs: number;
}

/** The embedded door against its two halves, round by round: aedes that keeps nothing, and kafkajs that only produces. */
export async function benchIngest(): Promise<readonly BenchRow[]> {
  const kafka = await anOwnKafka();
  const brokers = kafka.address.split(',');
  try {
    await ensureTopics({ brokers, clientId: 'bench' }, topicPlans(RETENTION_DAYS), { embedded: true });
    const rounds: Record<Part, Measured>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const measured = {
        door: await flooded('door-alone', { brokers }),
        aedes: await flooded('aedes-alone', {}),
        kafkajs: await kafkajsAlone(brokers),
      };
      console.log(`  round ${round + 1}: ${line(measured)}`);
      rounds.push(measured);
    }
    return rowsOf(rounds);
  } finally {
    await kafka.remove();
  }
}

function rowsOf(rounds: readonly Record<Part, Measured>[]): readonly BenchRow[] {
  const cpuUs = (part: Part) => median(rounds.map((round) => round[part].cpuUs));
  const perSecond = median(rounds.map((round) => round.door.perSecond));
  const halves = cpuUs('aedes') + cpuUs('kafkajs');
  return [
    atLeast('ingest: QoS 1, 500 sensors, 60 bytes', perSecond, 'msg/s', LEAST_PER_SECOND),
    atMost('ingest: CPU a message, against aedes + kafkajs', cpuUs('door'), 'µs', MOST_CPU_RATIO * halves),
  ];
}

function line(round: Readonly<Record<Part, Measured>>): string {
  return Object.entries(round)
    .map(([part, { perSecond, cpuUs }]) => `${part} ${Math.round(perSecond)} msg/s, ${cpuUs.toFixed(1)} µs`)
    .join(' · ');
}

/** A flood against a broker in a process of its own, and what it costs that process. */
async function flooded(brokerName: 'door-alone' | 'aedes-alone', order: object): Promise<Measured> {
  const broker = child(brokerName, order);
  const { port } = await message<{ port: number }>(broker, (told) => 'port' in told);
  const cpuMs = async () => {
    const told = message<{ cpuMs: number }>(broker, (answer) => 'cpuMs' in answer);
    broker.send('cpu');
    return (await told).cpuMs;
  };
  const flood = child('publish-flood', {
    host: '127.0.0.1',
    port,
    window: WINDOW,
    ...LOAD,
  } satisfies FloodOrder);
  const begin = await tick(flood, 'begin');
  const [cpuBefore, startedAt] = [await cpuMs(), performance.now()];
  const end = await tick(flood, 'end');
  const [cpuAfter, seconds] = [await cpuMs(), (performance.now() - startedAt) / 1000];
  flood.kill('SIGKILL');
  broker.kill('SIGKILL');
  const messages = end.acknowledged - begin.acknowledged;
  return { perSecond: messages / seconds, cpuUs: ((cpuAfter - cpuBefore) * 1000) / messages };
}

async function kafkajsAlone(brokers: readonly string[]): Promise<Measured> {
  const order: ProduceOrder = { brokers, batch: BATCH, ...LOAD };
  const producing = child('kafkajs-alone', order);
  const { records, cpuMs, seconds } = await message<ProduceResult>(producing, (told) => 'records' in told);
  return { perSecond: records / seconds, cpuUs: (cpuMs * 1000) / records };
}

function child(name: string, order: object): ChildProcess {
  return fork(`bench/load/${name}.ts`, [JSON.stringify(order)], { execArgv: ['--import', 'tsx'] });
}

function tick(flood: ChildProcess, at: FloodTick['at']): Promise<FloodTick> {
  return message<FloodTick>(flood, (told) => 'at' in told && told.at === at);
}

/** The first message of the child that fits; fails when the child ends before. */
function message<Told extends object>(from: ChildProcess, fits: (told: object) => boolean): Promise<Told> {
  return new Promise((resolve, reject) => {
    const listen = (told: object) => {
      if (!fits(told)) return;
      from.off('message', listen).off('exit', ended);
      resolve(told as Told);
    };
    const ended = (code: number | null) => reject(new Error(`${from.spawnargs.at(-2)} ended with ${code}`));
    from.on('message', listen).once('exit', ended);
  });
}
