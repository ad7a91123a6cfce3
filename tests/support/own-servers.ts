import { rmSync } from 'node:fs';
import { pino } from 'pino';
import { startKafka } from '@/server/embedded/kafka/start-kafka';
import { startPostgres } from '@/server/embedded/postgres/start-postgres';
import type { Supervised, Surroundings } from '@/server/embedded/supervise';
import { freeze } from './freeze';
import { aDataDir } from './hearth-process';

/** A real server that a test may stop, freeze and start again on the same port, with the same data. */
export interface OwnServer {
  readonly address: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Stops it for good and removes what it kept. */
  remove(): Promise<void>;
}

export function anOwnKafka(): Promise<OwnServer> {
  return anOwnServer(async (folder, port, around) => {
    const kafka = await startKafka({ folder, port }, around);
    return {
      running: kafka,
      address: kafka.brokers.join(','),
      port: Number(kafka.brokers[0]?.split(':')[1]),
    };
  });
}

export function anOwnPostgres(): Promise<OwnServer> {
  return anOwnServer(async (folder, port, around) => {
    const postgres = await startPostgres({ folder, port }, around);
    return { running: postgres, address: postgres.url, port: Number(new URL(postgres.url).port) };
  });
}

interface Started {
  readonly running: Supervised;
  readonly address: string;
  readonly port: number;
}

async function anOwnServer(
  startOn: (folder: string, port: number, around: Surroundings) => Promise<Started>,
): Promise<OwnServer> {
  const folder = aDataDir();
  let pid = 0;
  const around: Surroundings = {
    log: pino({ level: 'silent' }),
    signal: new AbortController().signal,
    onChild: (_part, child) => {
      pid = child.pid;
    },
    onGone: (reason) => {
      throw new Error(reason);
    },
  };
  const first = await startOn(folder, 0, around);
  let running: Supervised | undefined = first.running;
  const stop = async () => {
    await running?.stop();
    running = undefined;
  };
  return {
    address: first.address,
    stop,
    start: async () => {
      running = (await startOn(folder, first.port, around)).running;
    },
    freeze: () => freeze(pid),
    thaw: () => void process.kill(pid, 'SIGCONT'),
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
