import { atLeast, atMost, type BenchRow, median } from './bench-row';
import { aDoorHouse } from './door-house';
import { flooded } from './flooded';
import { kafkajsAlone, type Measured } from './load-process';

const ROUNDS = 3;
const LOAD = { sensors: 500, payloadBytes: 60, warmUpMs: 3_000, lastsMs: 8_000 } as const;
const WINDOW = 20;
const LEAST_PER_SECOND = 30_000;
const MOST_CPU_RATIO = 1.3;

type Part = 'door' | 'aedes' | 'kafkajs';

/** The embedded door against its two halves, round by round: aedes that keeps nothing, and kafkajs that only produces. */
export async function benchIngest(): Promise<readonly BenchRow[]> {
  const house = await aDoorHouse();
  const { brokers } = house.order;
  try {
    const logins = await house.logins(LOAD.sensors, (index) => ({
      kind: 'sensor',
      prefixes: [`flood/${index}`],
      reads: [],
    }));
    const flood = { ...LOAD, window: WINDOW, logins };
    const rounds: Record<Part, Measured>[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const measured = {
        door: await flooded('door-alone', house.order, flood),
        aedes: await flooded('aedes-alone', {}, flood),
        kafkajs: await kafkajsAlone(brokers, LOAD),
      };
      console.log(`  round ${round + 1}: ${line(measured)}`);
      rounds.push(measured);
    }
    return rowsOf(rounds);
  } finally {
    await house.remove();
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
