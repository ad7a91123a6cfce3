import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { connectBytes, disconnectBytes, type UserAndPassword } from '@/tests/support/mqtt-bytes';

/** What the visitors are told on the command line. */
export interface VisitsOrder {
  readonly port: number;
  readonly loginsFile: string;
  readonly warmUp: number;
  readonly visits: number;
  readonly atOnce: number;
}
export interface VisitsTick {
  readonly at: 'begin' | 'end';
}

const order = JSON.parse(process.argv[2] ?? '{}') as VisitsOrder;
const logins = JSON.parse(readFileSync(order.loginsFile, 'utf8')) as readonly UserAndPassword[];

/** Comes, logs in, and leaves again. */
function visit(index: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(order.port, '127.0.0.1');
    socket.setNoDelay(true);
    socket.write(connectBytes(`visit-${index}`, { clean: true, login: logins[index % logins.length] }));
    socket.once('data', (connack) => {
      if (connack[3] === 0) socket.end(disconnectBytes());
      else reject(new Error(`refused with ${connack[3]}`));
    });
    socket.once('error', reject).once('close', () => resolve());
  });
}

async function visits(count: number): Promise<void> {
  let next = 0;
  const guest = async () => {
    for (let index = next++; index < count; index = next++) await visit(index);
  };
  await Promise.all(Array.from({ length: order.atOnce }, guest));
}

const tell = (at: VisitsTick['at']) => process.send?.({ at } satisfies VisitsTick);
await visits(order.warmUp);
tell('begin');
// Whoever is told looks at the broker's CPU and says so.
await new Promise((resolve) => process.once('message', resolve));
await visits(order.visits);
tell('end');
