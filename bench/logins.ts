import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { UserAndPassword } from '@/tests/support/mqtt-bytes';
import { atMost, type BenchRow, median } from './bench-row';
import { aDoorHouse, type DoorHouse } from './door-house';
import type { DoorOpened, DoorOrder } from './load/door-alone';
import type { VisitsOrder, VisitsTick } from './load/login-visits';
import type { DevicesOrder, DevicesTick } from './load/returning-devices';
import { cpuOf, startLoad, told } from './load-process';

const ROUNDS = 3;
const VISITS = { warmUp: 3_000, visits: 5_000, atOnce: 20 } as const;
const DEVICES = { plain: 5_000, tls: 1_000 } as const;
const LIMITS = { loginMs: 0.2, visitRatio: 1.75, returnS: 30 } as const;
/** The broker writes sessions down ten times a second. */
const SESSIONS_WRITTEN_MS = 1_000;

/** What a login costs the broker, and how soon a house is back after it was away. */
export async function benchLogins(): Promise<readonly BenchRow[]> {
  const house = await aDoorHouse();
  try {
    const logins = await house.logins(DEVICES.plain, (index) => ({
      kind: 'sensor',
      prefixes: [`device/${index}`],
      reads: [],
    }));
    return [
      ...(await benchLogin(house, logins)),
      await benchReturn(house, logins, 'plain'),
      await benchReturn(house, logins, 'tls'),
    ];
  } finally {
    await house.remove();
  }
}

/** CPU of the door beyond that of a broker that lets everybody in, for one that comes, logs in and leaves. */
async function benchLogin(
  house: DoorHouse,
  logins: readonly UserAndPassword[],
): Promise<readonly BenchRow[]> {
  const loginsFile = written(house, logins);
  const costs: { readonly door: number; readonly bare: number }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const door = await visited(startLoad('door-alone', house.order), loginsFile);
    const bare = await visited(startLoad('aedes-alone', {}), loginsFile);
    console.log(`  round ${round}: door ${door.toFixed(3)} ms, bare aedes ${bare.toFixed(3)} ms`);
    costs.push({ door, bare });
  }
  const [whole, bare] = [median(costs.map(({ door }) => door)), median(costs.map((one) => one.bare))];
  const beyond = median(costs.map((one) => one.door - one.bare));
  return [
    atMost('logins: a login, CPU beyond bare aedes', beyond, 'ms', LIMITS.loginMs),
    atMost('logins: connection, login, goodbye, against bare aedes', whole, 'ms', LIMITS.visitRatio * bare),
  ];
}

/** The broker's CPU for a visit, in ms. */
async function visited(broker: ChildProcess, loginsFile: string): Promise<number> {
  const { port } = await told<{ port: number }>(broker, (answer) => 'port' in answer);
  const visitors = startLoad('login-visits', { port, loginsFile, ...VISITS } satisfies VisitsOrder);
  const tick = (at: VisitsTick['at']) => told(visitors, (answer) => 'at' in answer && answer.at === at);
  await tick('begin');
  const before = await cpuOf(broker);
  visitors.send('go');
  await tick('end');
  const after = await cpuOf(broker);
  visitors.kill('SIGKILL');
  broker.kill('SIGKILL');
  return (after - before) / VISITS.visits;
}

/** Seconds from the moment the door is there again until the last device has its session and an acknowledgement. */
async function benchReturn(
  house: DoorHouse,
  logins: readonly UserAndPassword[],
  how: keyof typeof DEVICES,
): Promise<BenchRow> {
  const count = DEVICES[how];
  const loginsFile = written(house, logins.slice(0, count));
  const order: DoorOrder = { ...house.order, tls: how === 'tls' };
  const before = startLoad('door-alone', order);
  const opened = await opening(before);
  const devices = startLoad('returning-devices', {
    loginsFile,
    clientId: how,
    port: how === 'tls' ? opened.tlsPort : opened.port,
    ...(how === 'tls' && { caFile: path.join(house.order.dataDir, 'tls', 'ca.pem') }),
  } satisfies DevicesOrder);
  await all(devices, 'there');
  await wait(SESSIONS_WRITTEN_MS);
  before.kill('SIGKILL');
  const after = startLoad('door-alone', { ...order, ...opened });
  await opening(after);
  const startedAt = performance.now();
  await all(devices, 'back');
  const seconds = (performance.now() - startedAt) / 1_000;
  console.log(
    `  ${count} ${how}: back after ${seconds.toFixed(1)} s, CPU ${((await cpuOf(after)) / count).toFixed(2)} ms each`,
  );
  devices.kill('SIGKILL');
  after.kill('SIGKILL');
  return atMost(`logins: ${count} devices come back, ${how}`, seconds, 's', LIMITS.returnS);
}

function opening(door: ChildProcess): Promise<DoorOpened> {
  return told<DoorOpened>(door, (answer) => 'tlsPort' in answer);
}

async function all(devices: ChildProcess, where: DevicesTick['all']): Promise<void> {
  await told<DevicesTick>(devices, (answer) => 'all' in answer && answer.all === where);
}

function written({ order }: DoorHouse, logins: readonly UserAndPassword[]): string {
  const file = path.join(order.dataDir, 'logins.json');
  writeFileSync(file, JSON.stringify(logins));
  return file;
}
