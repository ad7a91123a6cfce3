import type { FloodOrder } from './load/publish-flood';
import { cpuOf, type Measured, startLoad, tick, told } from './load-process';

/** A flood against a broker in a process of its own, and what it costs that process. */
export async function flooded(
  brokerName: 'door-alone' | 'aedes-alone',
  order: object,
  load: Omit<FloodOrder, 'host' | 'port'>,
): Promise<Measured> {
  const broker = startLoad(brokerName, order);
  const { port } = await told<{ port: number }>(broker, (answer) => 'port' in answer);
  const cpuMs = () => cpuOf(broker);
  const flood = startLoad('publish-flood', { host: '127.0.0.1', port, ...load } satisfies FloodOrder);
  const begin = await tick(flood, 'begin');
  const [cpuBefore, startedAt] = [await cpuMs(), performance.now()];
  const end = await tick(flood, 'end');
  const [cpuAfter, seconds] = [await cpuMs(), (performance.now() - startedAt) / 1000];
  flood.kill('SIGKILL');
  broker.kill('SIGKILL');
  const messages = end.acknowledged - begin.acknowledged;
  return { perSecond: messages / seconds, cpuUs: ((cpuAfter - cpuBefore) * 1000) / messages };
}
