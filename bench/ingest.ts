import { type ChildProcess, fork } from 'node:child_process';
import { aBenchDoor, type BenchDoor } from './bench-door';
import { atLeast, atMost, type BenchRow, median } from './bench-row';
import type { ProduceOrder, ProduceResult } from './load/kafkajs-alone';
import type { FloodOrder, FloodTick } from './load/publish-flood';

const ROUNDS = 3;
const LOAD = { sensors: 500, payloadBytes: 60, warmUpMs: 3_000, lastsMs: 8_000 } as const;
const WINDOW = 20;
const BATCH = 1000;
const LEAST_PER_SECOND = 30_000;
const MOST_CPU_RATIO = 1.3;

interface Measured {
  readonly perSecond: number;
  /** CPU of the measured process for one message, µs. */
  readonly cpuUs: number;
}

/** The embedded door against its two halves, round by round: aedes that keeps nothing, and kafkajs that only produces. */
export async function benchIngest(): Promise<readonly BenchRow[]> {
  const door = await aBenchDoor();
  try {
    const rounds: { door: Measured; aedes: Measured; kafkajs: Measured }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push({
        door: await flooded(door.mqttPort, () => door.cpuMs()),
        aedes: await aedesAlone(),
        kafkajs: await kafkajsAlone(door),
      });
      console.log(`  round ${round + 1}: ${line(rounds.at(-1))}`);
    }
    const of = (part: 'door' | 'aedes' | 'kafkajs') => median(rounds.map((round) => round[part].cpuUs));
    return [
      atLeast(
        'ingest: QoS 1, 500 sensors, 60 bytes',
        median(rounds.map((round) => round.door.perSecond)),
        'msg/s',
        LEAST_PER_SECOND,
      ),
      atMost(
        'ingest: CPU a message, against aedes + kafkajs',
        of('door'),
        'µs',
        MOST_CPU_RATIO * (of('aedes') + of('kafkajs')),
      ),
    ];
  } finally {
    await door.stop();
  }
}

function line(round: Readonly<Record<string, Measured>> | undefined): string {
  return Object.entries(round ?? {})
    .map(([part, { perSecond, cpuUs }]) => `${part} ${Math.round(perSecond)} msg/s, ${cpuUs.toFixed(1)} µs`)
    .join(' · ');
}

/** A flood against a port, and what it costs the process behind it. */
async function flooded(port: number, cpuMs: () => Promise<number>): Promise<Measured> {
  const order: FloodOrder = { host: '127.0.0.1', port, window: WINDOW, ...LOAD };
  const flood = child('publish-flood', order);
  const begin = await tick(flood, 'begin');
  const [cpuBefore, startedAt] = [await cpuMs(), performance.now()];
  const end = await tick(flood, 'end');
  const [cpuAfter, seconds] = [await cpuMs(), (performance.now() - startedAt) / 1000];
  flood.kill('SIGKILL');
  const messages = end.acknowledged - begin.acknowledged;
  return { perSecond: messages / seconds, cpuUs: ((cpuAfter - cpuBefore) * 1000) / messages };
}

async function aedesAlone(): Promise<Measured> {
  const broker = child('aedes-alone', {});
  const { port } = await message<{ port: number }>(broker, (told) => 'port' in told);
  const cpuMs = async () => {
    broker.send('cpu');
    return (await message<{ cpuMs: number }>(broker, (told) => 'cpuMs' in told)).cpuMs;
  };
  const result = await flooded(port, cpuMs);
  broker.kill('SIGKILL');
  return result;
}

async function kafkajsAlone(door: BenchDoor): Promise<Measured> {
  const order: ProduceOrder = { brokers: door.kafkaBrokers, batch: BATCH, ...LOAD };
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
