import { isIPv4 } from 'node:net';
import type { QueryOutgoingPacket, ResponseOutgoingPacket } from 'multicast-dns';

export type Question = QueryOutgoingPacket['questions'][number];
export type Answer = ResponseOutgoingPacket['answers'][number];

/** Records of every type; its package knows it, its package's types don't. */
export const ANY = 'ANY' as Question['type'];

/** A door that programs look for in a network. */
export interface Service {
  readonly type: '_http._tcp' | '_https._tcp' | '_mqtt._tcp' | '_secure-mqtt._tcp';
  readonly port: number;
}

/** What one network is told. */
export interface Announcement {
  /** 1: `hearth.local`; 2 where somebody else has that name: `hearth-2.local`. */
  readonly number: number;
  readonly addresses: readonly string[];
  readonly services: readonly Service[];
}

// The times of RFC 6762, 10: what holds an address is forgotten sooner than what a thing is called.
const HOST_TTL_S = 120;
const OTHER_TTL_S = 4_500;
const ALL_TYPES = '_services._dns-sd._udp.local';

export function hostOf(number: number): string {
  return number === 1 ? 'hearth.local' : `hearth-${number}.local`;
}

function instanceOf(number: number, type: string): string {
  return `${number === 1 ? 'Hearth' : `Hearth ${number}`}.${type}.local`;
}

/** All records of an announcement; those that are Hearth's alone carry `flush`. */
export function recordsOf({ number, addresses, services }: Announcement): readonly Answer[] {
  const host = hostOf(number);
  const ofHost = addresses.map((data) => ({ type: isIPv4(data) ? ('A' as const) : ('AAAA' as const), data }));
  const own = { flush: true, ttl: HOST_TTL_S };
  return [
    ...ofHost.map((record) => ({ ...record, ...own, name: host })),
    // Who asks for the other kind of address hears at once that there is none.
    { type: 'NSEC', ...own, name: host, data: { nextDomain: host, rrtypes: kindsOf(ofHost) } } as Answer,
    ...services.flatMap(({ type, port }): Answer[] => {
      const name = instanceOf(number, type);
      return [
        { type: 'PTR', ttl: OTHER_TTL_S, name: ALL_TYPES, data: `${type}.local` },
        { type: 'PTR', ttl: OTHER_TTL_S, name: `${type}.local`, data: name },
        { type: 'SRV', ...own, name, data: { target: host, port, priority: 0, weight: 0 } },
        { type: 'TXT', ...own, ttl: OTHER_TTL_S, name, data: type.startsWith('_http') ? ['path=/'] : [''] },
      ];
    }),
  ];
}

function kindsOf(records: readonly { readonly type: 'A' | 'AAAA' }[]): readonly ('A' | 'AAAA')[] {
  return [...new Set(records.map(({ type }) => type))];
}

/** What a question is answered with, and what whoever asked it will ask next; not what it says to know (RFC 6762, 7.1). */
export function answersTo(
  questions: readonly Question[],
  records: readonly Answer[],
  known: readonly Answer[] = [],
): { readonly answers: Answer[]; readonly additionals: Answer[] } {
  const found = questions.flatMap(({ name, type }) => {
    const ofName = records.filter((record) => isSame(record.name, name));
    const asked = ofName.filter((record) => type === ANY || record.type === type);
    return asked.length > 0 ? asked : ofName.filter((record) => record.type === 'NSEC');
  });
  const answers = [...new Set(found)].filter((record) => !known.some((other) => isKnown(record, other)));
  const leadsOn = answers.some(({ type }) => type === 'PTR' || type === 'SRV' || type === 'A');
  const more = leadsOn ? records.filter((record) => isOurs(record) && !answers.includes(record)) : [];
  return { answers, additionals: more };
}

/** Is it the same, and fresh enough? Of those whose content is one text; others are told again. */
function isKnown(record: Answer, other: Answer): boolean {
  if (!('data' in record && 'data' in other) || typeof record.data !== 'string') return false;
  const isFresh = 'ttl' in record && 'ttl' in other && (other.ttl ?? 0) * 2 >= (record.ttl ?? 0);
  return (
    isFresh && record.type === other.type && isSame(record.name, other.name) && record.data === other.data
  );
}

/** Hearth's alone: not the lists that all devices add to. */
function isOurs(record: Answer): boolean {
  return 'flush' in record && record.flush === true;
}

/** Does somebody else have what we would be called? `ownAddresses`: of every network that this machine is in. */
export function isContested(
  records: readonly Answer[],
  theirs: readonly Answer[],
  ownAddresses: readonly string[],
): boolean {
  return theirs.some((other) => {
    if (other.type !== 'A' && other.type !== 'AAAA' && other.type !== 'SRV') return false;
    // With no time to live it takes its leave.
    if (other.ttl === 0) return false;
    const ours = records.filter((record) => isOurs(record) && isSame(record.name, other.name));
    if (ours.length === 0) return false;
    if (other.type !== 'SRV') return !ownAddresses.includes(other.data);
    return !ours.some(
      (record) =>
        record.type === 'SRV' &&
        isSame(record.data.target, other.data.target) &&
        record.data.port === other.data.port,
    );
  });
}

/** Of two that ask for the same name at the same moment, the one with the greater address has it (RFC 6762, 8.2). */
export function yields(
  records: readonly Answer[],
  theirs: readonly Answer[],
  ownAddresses: readonly string[],
): boolean {
  if (!isContested(records, theirs, ownAddresses)) return false;
  const least = (of: readonly Answer[]) =>
    of.flatMap((record) => (record.type === 'A' ? [bytesOf(record.data)] : [])).sort()[0] ?? '';
  return least(theirs) > least(records);
}

function bytesOf(address: string): string {
  return address
    .split('.')
    .map((part) => part.padStart(3, '0'))
    .join('.');
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
