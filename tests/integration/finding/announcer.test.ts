import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import multicastDns from 'multicast-dns';
import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import type { Running } from '@/server/context';
import { startAnnouncer } from '@/server/finding/announcer';

// The machine's own network: a real group, with nobody else in it.
const HERE = '127.0.0.1';
const STRANGER = '127.9.9.9';

const running: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.stop();
});

interface Announced extends Running {
  /** The names it had, one after the other. */
  readonly names: (string | undefined)[];
  /** What the log says. */
  readonly said: string[];
}

async function announced(own: Partial<Parameters<typeof startAnnouncer>[0]> = {}): Promise<Announced> {
  const names: (string | undefined)[] = [];
  const said: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => said.push(JSON.parse(line).msg) });
  const announcer = await startAnnouncer({
    services: [{ type: '_https._tcp', port: 3000 }],
    within: HERE,
    log,
    onNamed: (name) => names.push(name),
    ...own,
  });
  running.push(announcer);
  return { ...announcer, names, said };
}

/** Somebody else in the network. */
function aNeighbour() {
  const socket = multicastDns({ interface: HERE, bind: '0.0.0.0' });
  running.push({ stop: () => new Promise((resolve) => socket.destroy(resolve)) });
  return socket;
}

/** A neighbour that has a name already. */
async function aRival(name: string): Promise<void> {
  const socket = aNeighbour();
  await new Promise<void>((resolve) => socket.once('ready', resolve));
  const answers = [{ type: 'A' as const, name, ttl: 120, flush: true, data: STRANGER }];
  socket.on('query', ({ questions = [] }) => {
    if (questions.some((question: { name: string }) => question.name === name)) socket.respond({ answers });
  });
  socket.respond({ answers });
}

/** What the network answers to a question. */
async function asked(name: string, type: 'A' | 'AAAA' | 'PTR' | 'SRV'): Promise<readonly object[]> {
  const socket = aNeighbour();
  const heard = new Promise<readonly object[]>((resolve) => {
    socket.on('response', ({ answers = [], additionals = [] }) => {
      const matching = answers.filter((answer: { name: string }) => answer.name === name);
      if (matching.length > 0) resolve([...answers, ...additionals]);
    });
  });
  socket.once('ready', () => socket.query([{ name, type }]));
  return heard;
}

it('answers whoever asks for hearth.local, and for pages in this network', async () => {
  const { names } = await announced();

  expect(names).toEqual(['hearth.local']);
  expect(await asked('hearth.local', 'A')).toContainEqual(expect.objectContaining({ type: 'A', data: HERE }));
  expect(await asked('hearth.local', 'AAAA')).toMatchObject([{ type: 'NSEC' }]);
  expect(await asked('_https._tcp.local', 'PTR')).toContainEqual(
    expect.objectContaining({
      type: 'SRV',
      data: expect.objectContaining({ target: 'hearth.local', port: 3000 }),
    }),
  );
});

it('answers a resolver that knows no multicast to where it asked from', async () => {
  await announced();
  const resolver = multicastDns({ interface: HERE, bind: HERE, port: await freeUdpPort(), multicast: false });
  running.push({ stop: () => new Promise((resolve) => resolver.destroy(resolve)) });
  const answer = new Promise<object>((resolve) => resolver.once('response', resolve));

  resolver.query(
    { id: 7, questions: [{ name: 'hearth.local', type: 'A' }] },
    { address: '224.0.0.251', port: 5353 },
  );

  expect(await answer).toMatchObject({ id: 7, answers: [{ data: HERE, ttl: 10, flush: false }] });
});

it('takes another name where somebody has that one, and says so', async () => {
  await aRival('hearth.local');

  const { names, said } = await announced();

  expect(names).toEqual(['hearth-2.local']);
  expect(said).toContain('another device has this name at home');
  expect(await asked('hearth-2.local', 'A')).toContainEqual(expect.objectContaining({ data: HERE }));
});

it('gives its name up to somebody who comes with it, and takes another one', async () => {
  const { names } = await announced();

  await aRival('hearth.local');

  await expect.poll(() => names).toEqual(['hearth.local', 'hearth-2.local']);
});

it('takes its leave when it ends, and is silent before', async () => {
  const announcer = await announced();
  const heard: object[] = [];
  const listener = aNeighbour();
  await new Promise<void>((resolve) => listener.once('ready', resolve));
  listener.on('response', ({ answers = [] }) => heard.push(...answers));

  await announcer.stop();

  await expect.poll(() => heard).toContainEqual(expect.objectContaining({ name: 'hearth.local', ttl: 0 }));
});

it('goes on without a name where there is no such network, and takes one once there is', async () => {
  let interfaces: ReturnType<typeof networkInterfaces> = {};
  const { names } = await announced({ interfaces: () => interfaces, lookEveryMs: 20 });
  expect(names).toEqual([]);

  interfaces = networkInterfaces();
  await expect.poll(() => names).toEqual(['hearth.local']);

  interfaces = {};
  await expect.poll(() => names).toEqual(['hearth.local', undefined]);
});

it('goes on with a line in the log where the system takes no multicast', async () => {
  const [lo] = networkInterfaces().lo ?? Object.values(networkInterfaces()).flatMap((all) => all ?? []);
  const elsewhere = {
    ...lo,
    address: '203.0.113.5',
    netmask: '255.255.255.0',
    family: 'IPv4',
    internal: false,
  };

  const { names, said } = await announced({
    within: '203.0.113.5',
    interfaces: () => ({ gone0: [elsewhere] }) as ReturnType<typeof networkInterfaces>,
  });

  expect(names).toEqual([]);
  expect(said).toEqual(['not announced in this network: no multicast']);
});

it('is not shaken by rubbish', async () => {
  const { names, said } = await announced();
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, HERE, resolve));
  socket.setMulticastInterface(HERE);
  for (let length = 0; length < 300; length += 1)
    socket.send(Buffer.alloc(length, length % 256), 5353, '224.0.0.251');
  await expect.poll(() => said).toContain('multicast DNS');
  await new Promise<void>((resolve) => socket.close(resolve));

  expect(await asked('hearth.local', 'A')).toContainEqual(expect.objectContaining({ data: HERE }));
  expect(names).toEqual(['hearth.local']);
});

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, HERE, resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  return port;
}
