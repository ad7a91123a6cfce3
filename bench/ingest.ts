import { topicPlans } from '@/contracts/topics';
import { ensureTopics } from '@/server/stream/topics';
import { anOwnKafka } from '@/tests/support/own-servers';
import { atLeast, atMost, type BenchRow, median } from './bench-row';
import type { FloodOrder } from './load/publish-flood';
import { cpuOf, kafkajsAlone, type Measured, startLoad, tick, told } from './load-process';

const ROUNDS = 3;
const RETENTION_DAYS = 1;
const LOAD = { sensors: 500, payloadBytes: 60, warmUpMs: 3_000, lastsMs: 8_000 } as const;
const WINDOW = 20;
const LEAST_PER_SECOND = 30_000;
const MOST_CPU_RATIO = 1.3;

type Part = 'door' | 'aedes' | 'kafkajs';

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
        kafkajs: await kafkajsAlone(brokers, LOAD),
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
  const broker = startLoad(brokerName, order);
  const { url } = await told<{ url: string }>(broker, (answer) => 'url' in answer);
  const cpuMs = () => cpuOf(broker);
  const flood = startLoad('publish-flood', { url, window: WINDOW, ...LOAD } satisfies FloodOrder);
  const begin = await tick(flood, 'begin');
  const [cpuBefore, startedAt] = [await cpuMs(), performance.now()];
  const end = await tick(flood, 'end');
  const [cpuAfter, seconds] = [await cpuMs(), (performance.now() - startedAt) / 1000];
  flood.kill('SIGKILL');
  broker.kill('SIGKILL');
  const messages = end.acknowledged - begin.acknowledged;
  return { perSecond: messages / seconds, cpuUs: ((cpuAfter - cpuBefore) * 1000) / messages };
}
