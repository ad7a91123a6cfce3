import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freshTopics } from '@/tests/support/fresh-topics';
import { usedBytes } from '@/tests/support/heap';
import { everyPacket, mutator, seededRandom } from '@/tests/support/mutated-packets';
import { servers } from '@/tests/support/servers';
import { aCalmOne } from './a-calm-one';
import { aDoor, ready, type TestDoor } from './a-door';
import { aLogin, type Credentials } from './a-login';
import { AnsweringClient } from './answering-client';
import { counted } from './counted';
import { connectBytes, publishBytes } from './wire-client';

const SEED = 20_261_130;
const VISITS = 10_000;
const PACKETS_EACH = 10;
const CONNACK_AND_PUBACK_BYTES = 8;
const AT_ONCE = 100;
const LOGINS = 50;
const TOPIC = 'tele/mutant/STATE';
/** Sessions that are kept, and what waits for them, are among it. */
const LEFT_BEHIND_BYTES = 40 * 1024 * 1024;
/** Some begin without CONNECT, some with one that is spoilt, too. */
const WITHOUT_CONNECT = 0.1;
const WITH_SPOILT_CONNECT = 0.1;

let door: TestDoor;
beforeEach(async () => {
  await freshTopics({ brokers: servers().kafkaBrokers.split(','), clientId: 'hearth-test' });
  door = await aDoor();
  await ready(door);
});
afterEach(() => door.stop());

interface Visit {
  /** Answered before anything spoilt is sent; undefined: it begins with what is spoilt. */
  readonly hello: Buffer | undefined;
  readonly spoilt: Buffer;
}

function* visits(logins: readonly Credentials[]): Generator<Visit> {
  const random = seededRandom(SEED);
  const mutate = mutator(random);
  const valid = everyPacket(TOPIC);
  const any = () => valid[Math.floor(random() * valid.length)] ?? Buffer.alloc(0);
  const will = { topic: TOPIC, payload: Buffer.from('gone'), qos: 1, retain: false } as const;
  for (let index = 0; index < VISITS; index += 1) {
    const login = logins[index % LOGINS];
    const hello = connectBytes({ clientId: `mutant-${index}`, clean: random() < 0.98, will, ...login });
    const packets = Array.from({ length: PACKETS_EACH }, () => mutate(any(), any()));
    const beginning = random();
    // What it may do comes first: nobody is banned over chance.
    if (beginning > WITHOUT_CONNECT + WITH_SPOILT_CONNECT)
      yield {
        hello: Buffer.concat([hello, publishBytes(TOPIC, `good ${index}`, 1, 1)]),
        spoilt: Buffer.concat(packets),
      };
    else if (beginning > WITHOUT_CONNECT)
      yield { hello: undefined, spoilt: Buffer.concat([mutate(hello, any()), ...packets]) };
    else yield { hello: undefined, spoilt: Buffer.concat(packets) };
  }
}

/** Sends it all, leaves, and waits until the door has closed. */
function paid({ hello, spoilt }: Visit): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(door.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.once('close', () => resolve());
    let heard = 0;
    socket.on('data', ({ length }) => {
      if (
        hello !== undefined &&
        heard < CONNACK_AND_PUBACK_BYTES &&
        heard + length >= CONNACK_AND_PUBACK_BYTES
      )
        socket.end(spoilt);
      heard += length;
    });
    if (hello === undefined) socket.end(spoilt);
    else socket.write(hello);
  });
}

it(`${VISITS * PACKETS_EACH} spoilt packets bring nothing into Kafka that may not be there, and disturb nobody`, {
  timeout: 240_000,
}, async () => {
  const logins = await Promise.all(
    Array.from({ length: LOGINS }, () => aLogin(door, { prefixes: ['tele/mutant'] })),
  );
  const watcher = new AnsweringClient(door.port);
  await watcher.connect({
    clientId: 'w',
    ...(await aLogin(door, { kind: 'program', prefixes: [], reads: ['#'] })),
  });
  await watcher.subscribe({ '#': 0 });
  const calm = await aCalmOne(door);
  const before = usedBytes();
  const all = visits(logins);

  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const visit of all) await paid(visit);
    }),
  );

  // Everything the door was owed an answer for was there, and it let the others go on.
  expect(await calm()).toBeGreaterThan(100);
  await door.balance();
  await expect.poll(() => door.count('hearth_mqtt_clients')).toBe(1);
  const heard = watcher.received
    .splice(0)
    .flatMap((packet) => (packet.cmd === 'publish' ? [packet.topic] : []));
  await expect.poll(() => usedBytes() - before, { interval: 200 }).toBeLessThan(LEFT_BEHIND_BYTES);
  expect(heard.filter(isOutside)).toEqual([]);
  expect((await door.raw()).map(({ header }) => header.topic).filter(isOutside)).toEqual([]);
  // And it was no walk past a closed door: each kind of refusal was among it.
  for (const reason of ['no_connect', 'malformed', 'too_large', 'message', 'login'])
    expect(await counted(door, 'hearth_mqtt_ended_total', { reason }), reason).toBeGreaterThan(100);
  for (const reason of ['not_allowed', 'BAD_TOPIC', 'TOO_LARGE'])
    expect(await counted(door, 'hearth_mqtt_refused_total', { reason }), reason).toBeGreaterThan(5);
  await watcher.cut();
});

function isOutside(topic: string): boolean {
  return !/^tele\/(mutant(\/.*)?|calm\/STATE)$/s.test(topic);
}
