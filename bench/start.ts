import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { livingRun } from '@/server/run-file';
import { aDataDir } from '@/tests/support/hearth-process';
import { atMost, type BenchRow } from './bench-row';
import { processTree, totalCpuMs } from './process-tree';

const SECOND_START_S = 6;
const START_WITHIN_MS = 120_000;
const SETTLE_MS = 60_000;
const IDLE_MS = 30_000;
const LIMITS = { nodeMb: 300, kafkaMb: 230, corePercent: 5 } as const;

/** How long a second `npm start` takes, and what Hearth takes while nothing happens. */
export async function benchStart(): Promise<readonly BenchRow[]> {
  const dataDir = aDataDir();
  const first = await started(dataDir);
  await first.stop();
  const second = await started(dataDir);
  try {
    return [
      atMost('start: second start, pages built', second.seconds, 's', SECOND_START_S),
      ...(await idle(second.pid)),
    ];
  } finally {
    await second.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What `npm start` runs, until every role is ready. */
async function started(dataDir: string) {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    env: { ...process.env, ...ANY_PORTS, HEARTH_DATA_DIR: dataDir, HEARTH_DEMO: 'off' },
    stdio: 'ignore',
  });
  while (!(await isReady(dataDir))) {
    if (child.exitCode !== null) throw new Error(`npm start ended with code ${child.exitCode}`);
    if (performance.now() - startedAt > START_WITHIN_MS) throw new Error('Hearth did not become ready');
    await sleep(20);
  }
  return {
    pid: child.pid ?? 0,
    seconds: (performance.now() - startedAt) / 1000,
    stop: async () => {
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}

const ANY_PORTS = {
  HEARTH_PORT: '0',
  HEARTH_MQTT_PORT: '0',
  HEARTH_MQTTS_PORT: '0',
  HEARTH_KAFKA_PORT: '0',
  HEARTH_POSTGRES_PORT: '0',
};

async function isReady(dataDir: string): Promise<boolean> {
  const run = livingRun(dataDir);
  return run !== undefined && (await fetch(`${run.url}/readyz`)).ok;
}

async function idle(pid: number): Promise<readonly BenchRow[]> {
  await sleep(SETTLE_MS);
  const before = totalCpuMs(processTree(pid));
  await sleep(IDLE_MS);
  const tree = processTree(pid);
  const percent = ((totalCpuMs(tree) - before) / IDLE_MS) * 100;
  const residentMb = (part: RegExp) =>
    tree.filter(({ command }) => part.test(command)).reduce((sum, figures) => sum + figures.residentMb, 0);
  return [
    atMost('idle: Node, resident', residentMb(/^\S*node /), 'MB', LIMITS.nodeMb),
    atMost('idle: Kafka, resident', residentMb(/^\S*java .*kafka\.Kafka/), 'MB', LIMITS.kafkaMb),
    atMost('idle: everything, share of a core', percent, '%', LIMITS.corePercent),
  ];
}
