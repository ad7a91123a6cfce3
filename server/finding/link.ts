import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import multicastDns, { type QueryPacket, type ResponsePacket } from 'multicast-dns';
import { ANY, type Answer, answersTo, isContested, type Question, yields } from './announcement';
import type { Network } from './networks';

const PORT = 5353;
// RFC 6762, 8.1 and 8.3: asked three times before a name is taken, and told twice.
const PROBES = 3;
const PROBE_EVERY_MS = 250;
const TOLD_AGAIN_MS = 1_000;
/** Who asks as plain DNS does forgets soon (6.7). */
const LEGACY_TTL_S = 10;
/** More than what any program asks at once. */
const MOST_QUESTIONS = 64;

/** Where Hearth speaks multicast DNS in one network. */
export interface Link {
  /** Does nobody else have the names? Takes a second; before that nothing is answered. */
  isFree(records: readonly Answer[]): Promise<boolean>;
  /** Tells the network, and answers from now on. */
  announce(records: readonly Answer[]): void;
  /** Takes leave: nobody looks for it here any more. */
  close(): Promise<void>;
}

interface Parts {
  readonly network: Network;
  ownAddresses(): readonly string[];
  /** Somebody else came with a name that was announced. */
  onContested(): void;
  onTrouble(error: Error): void;
}

/** Opens it; throws where the system refuses multicast. */
export async function openLink({ network, ownAddresses, onContested, onTrouble }: Parts): Promise<Link> {
  // Bound to all addresses: bound to one, a socket gets nothing that was sent to a group.
  const socket = multicastDns({ interface: network.address, bind: '0.0.0.0' });
  await opened(socket);
  for (const event of ['warning', 'error'] as const) socket.on(event, onTrouble);
  let records: readonly Answer[] = [];
  let isAnnounced = false;
  let isTaken = false;
  let toldAgain: NodeJS.Timeout | undefined;

  socket.on('response', ({ answers = [], additionals = [] }: ResponsePacket, { address }) => {
    if (!network.isWithin(address)) return;
    if (!isContested(records, [...answers, ...additionals], ownAddresses())) return;
    isTaken = true;
    if (isAnnounced) onContested();
  });
  socket.on(
    'query',
    ({ id = 0, questions = [], answers = [], authorities = [] }: QueryPacket, { address, port }) => {
      if (!network.isWithin(address) || questions.length > MOST_QUESTIONS) return;
      if (!isAnnounced) {
        if (yields(records, authorities, ownAddresses())) isTaken = true;
        return;
      }
      const answer = answersTo(questions, records, answers);
      if (answer.answers.length === 0) return;
      if (port === PORT) socket.respond({ ...answer });
      else socket.respond(asPlainDns(id, questions, answer.answers), { address, port });
    },
  );

  return {
    isFree: async (wanted) => {
      records = wanted;
      isAnnounced = false;
      isTaken = false;
      const names = [...new Set(wanted.filter((one) => 'flush' in one).map(({ name }) => name))];
      const questions = names.map((name): Question => ({ name, type: ANY }));
      const claim = wanted.filter(({ type }) => type === 'A' || type === 'SRV');
      for (let times = 0; times < PROBES && !isTaken; times += 1) {
        socket.query({ questions, authorities: claim });
        await wait(PROBE_EVERY_MS);
      }
      return !isTaken;
    },
    announce: (wanted) => {
      records = wanted;
      isAnnounced = true;
      const tell = () => socket.respond([...records]);
      tell();
      clearTimeout(toldAgain);
      toldAgain = setTimeout(tell, TOLD_AGAIN_MS);
    },
    close: async () => {
      clearTimeout(toldAgain);
      if (isAnnounced) await farewell(socket, records);
      isAnnounced = false;
      await new Promise<void>((resolve) => socket.destroy(resolve));
    },
  };
}

/** Returns once it hears the group; what keeps it from that is only a warning to its package. */
async function opened(socket: multicastDns.MulticastDNS): Promise<void> {
  let isMember = false;
  let trouble = new Error('the network takes no multicast');
  socket.once('networkInterface', () => {
    isMember = true;
  });
  socket.once('warning', (error: Error) => {
    trouble = error;
  });
  try {
    await once(socket, 'ready');
    if (!isMember) throw trouble;
  } catch (error) {
    socket.on('error', () => undefined);
    socket.destroy();
    throw error;
  }
}

/** A time to live of 0 (10.1). Where the network is gone there is nobody to be told. */
function farewell(socket: multicastDns.MulticastDNS, records: readonly Answer[]): Promise<void> {
  const gone = records.map((record) => ({ ...record, ttl: 0 }) as Answer);
  return new Promise((resolve) => socket.respond(gone, () => resolve()));
}

function asPlainDns(id: number, questions: Question[], answers: readonly Answer[]) {
  const plain = answers.map((record) => ({ ...record, flush: false, ttl: LEGACY_TTL_S }) as Answer);
  return { id, questions, answers: plain };
}
