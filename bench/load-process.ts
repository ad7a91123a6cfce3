import { type ChildProcess, fork } from 'node:child_process';
import type { ProduceOrder, ProduceResult } from './load/kafkajs-alone';
import type { FloodTick } from './load/publish-flood';

const BATCH = 1000;

export interface Measured {
  readonly perSecond: number;
  /** CPU of the measured process for one message, µs. */
  readonly cpuUs: number;
}

/** A program of `bench/load/` in a process of its own, which doesn't outlive this one. */
export function startLoad(name: string, order: object): ChildProcess {
  const load = fork(`bench/load/${name}.ts`, [JSON.stringify(order)], { execArgv: ['--import', 'tsx'] });
  const end = () => load.kill('SIGKILL');
  process.once('exit', end);
  load.once('exit', () => process.off('exit', end));
  return load;
}

/** The first message of the process that fits; fails when the process ends before. */
export function told<Told extends object>(
  from: ChildProcess,
  fits: (answer: object) => boolean,
): Promise<Told> {
  return new Promise((resolve, reject) => {
    const listen = (answer: object) => {
      if (!fits(answer)) return;
      from.off('message', listen).off('exit', ended);
      resolve(answer as Told);
    };
    const ended = (code: number | null) => reject(new Error(`${from.spawnargs.at(-2)} ended with ${code}`));
    from.on('message', listen).once('exit', ended);
  });
}

/** The CPU that a process with `tellCpu` has used, in ms. */
export async function cpuOf(process: ChildProcess): Promise<number> {
  const answer = told<{ cpuMs: number }>(process, (one) => 'cpuMs' in one);
  process.send('cpu');
  return (await answer).cpuMs;
}

export function tick(flood: ChildProcess, at: FloodTick['at']): Promise<FloodTick> {
  return told<FloodTick>(flood, (answer) => 'at' in answer && answer.at === at);
}

/** kafkajs producing the records that a door would. */
export async function kafkajsAlone(
  brokers: readonly string[],
  load: Omit<ProduceOrder, 'brokers' | 'batch'>,
): Promise<Measured> {
  const producing = startLoad('kafkajs-alone', { brokers, batch: BATCH, ...load } satisfies ProduceOrder);
  const result = await told<ProduceResult>(producing, (answer) => 'records' in answer);
  const { records, cpuMs, seconds } = result;
  return { perSecond: records / seconds, cpuUs: (cpuMs * 1000) / records };
}
