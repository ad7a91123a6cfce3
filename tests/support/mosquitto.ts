import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { onPath } from '@/scripts/bootstrap/programs.mjs';
import { type Child, startChild } from '@/server/embedded/child';
import { freePort } from '@/server/embedded/free-port';
import { freeze } from './freeze';
import { aDataDir } from './hearth-process';

const LOOK_EVERY_MS = 10;
const READY_WITHIN_MS = 10_000;

/** A real broker on loopback, set up as the documentation says, with a folder for what it keeps. */
export interface Mosquitto {
  readonly port: number;
  readonly folder: string;
  /** Ends it as `systemctl stop` does: it writes down what it has. */
  stop(): Promise<void>;
  /** What it had not written down is gone. */
  kill9(): Promise<void>;
  /** On the same port, with the same data. */
  start(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Stops it for good and removes what it kept. */
  remove(): Promise<void>;
}

const DOCUMENTED = [
  'persistence true',
  'max_inflight_messages 1000',
  'max_queued_messages 0',
  'max_queued_bytes 0',
];

/** `lines`: more of its configuration; those that begin with `listener` options belong to its one listener. */
export async function aMosquitto(
  own: { readonly lines?: readonly string[]; readonly folder?: string } = {},
): Promise<Mosquitto> {
  const folder = own.folder ?? aDataDir();
  const port = await freePort(0, { name: 'the test' });
  const file = path.join(folder, 'mosquitto.conf');
  const lines = own.lines ?? ['allow_anonymous true'];
  const kept = [`persistence_location ${folder}/`, `user ${userInfo().username}`];
  writeFileSync(file, [`listener ${port} 127.0.0.1`, ...DOCUMENTED, ...kept, ...lines, ''].join('\n'));
  let child: Child | undefined;
  const start = async () => {
    child = await running(file, port);
  };
  const stop = async () => {
    await child?.stop();
    child = undefined;
  };
  await start();
  return {
    port,
    folder,
    start,
    stop,
    kill9: async () => {
      if (child !== undefined) process.kill(child.pid, 'SIGKILL');
      await child?.ended;
      child = undefined;
    },
    freeze: () => freeze(child?.pid ?? 0),
    thaw: () => {
      if (child !== undefined) process.kill(child.pid, 'SIGCONT');
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function running(file: string, port: number): Promise<Child> {
  const command = onPath('mosquitto', ['/usr/sbin', '/usr/local/sbin']);
  if (command === undefined) throw new Error('Mosquitto is missing');
  const child = startChild(
    { name: 'Mosquitto', command, args: ['-c', file], stopSignal: 'SIGTERM' },
    pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' }),
  );
  const endsMs = Date.now() + READY_WITHIN_MS;
  while (!(await answers(port))) {
    if (child.hasEnded() || Date.now() > endsMs)
      throw new Error(`Mosquitto did not start:\n${child.tail().join('\n')}`);
    await wait(LOOK_EVERY_MS);
  }
  return child;
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
