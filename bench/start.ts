import { setTimeout as sleep } from 'node:timers/promises';
import { aBenchHearth, type BenchHearth } from './bench-hearth';
import { atMost, type BenchRow } from './bench-row';
import { processTree, totalCpuMs } from './process-tree';

const SECOND_START_S = 6;
const SETTLE_MS = 15_000;
const IDLE_MS = 20_000;
const LIMITS = { nodeMb: 300, kafkaMb: 230, corePercent: 5 } as const;

/** How long a second start takes, and what Hearth takes while nothing happens. */
export async function benchStart(): Promise<readonly BenchRow[]> {
  const first = await aBenchHearth();
  await first.halt();
  const startedAt = performance.now();
  const second = await aBenchHearth({ dataDir: first.dataDir });
  const seconds = (performance.now() - startedAt) / 1000;
  try {
    return [
      atMost('start: second start, pages built', seconds, 's', SECOND_START_S),
      ...(await idle(second)),
    ];
  } finally {
    await second.stop();
  }
}

async function idle(hearth: BenchHearth): Promise<readonly BenchRow[]> {
  await sleep(SETTLE_MS);
  const before = totalCpuMs(processTree(hearth.pid));
  await sleep(IDLE_MS);
  const tree = processTree(hearth.pid);
  const percent = ((totalCpuMs(tree) - before) / IDLE_MS) * 100;
  const residentMb = (part: RegExp) =>
    tree.filter(({ command }) => part.test(command)).reduce((sum, figures) => sum + figures.residentMb, 0);
  return [
    atMost('idle: Node, resident', residentMb(/^\S*node /), 'MB', LIMITS.nodeMb),
    atMost('idle: Kafka, resident', residentMb(/^\S*java .*kafka\.Kafka/), 'MB', LIMITS.kafkaMb),
    atMost('idle: everything, share of a core', percent, '%', LIMITS.corePercent),
  ];
}
