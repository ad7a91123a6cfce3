import type { Client, PublishPacket } from 'aedes';
import { encodeRawHeader, RAW_HEADER, rawKey } from '@/contracts/raw-message';
import { RAW } from '@/contracts/topics';
import type { DiaryEntry, Login, LoginDiary } from '@/server/logins/index';
import type { OutgoingRecord } from '@/server/stream/types';
import type { GuardedConnection } from './guarded-connection';
import type { Sent } from './repeats';
import type { Sender } from './sender';
import type { Qos } from './tally';

const NOWHERE = '$hearth/refused';
const EMPTY = Buffer.alloc(0);

/** aedes goes on: acknowledges and routes, or ends the connection over the error. */
export type Done = (error?: Error | null) => void;

/** One message at the door, from receipt to decision. */
export interface Visit {
  readonly client: Client;
  readonly connection: GuardedConnection;
  readonly sender: Sender;
  readonly login: Login;
  readonly packet: PublishPacket;
  readonly payload: Buffer;
  readonly qos: Qos;
  readonly isWill: boolean;
  readonly uid: string;
  /** µs since 1970. */
  readonly received: number;
  /** What it takes of its client's and of everyone's room while it is held, in bytes. */
  readonly weight: number;
  readonly done: Done;
}

/** What is written down of it for who looks after its login. */
export function diaryEntry(
  kind: 'said' | 'stored' | 'forbidden',
  { login, packet, payload, qos, connection }: Visit,
): DiaryEntry {
  const { topic } = packet;
  const detail = { topic, bytes: payload.length, qos, ...(kind === 'forbidden' && { what: 'publish' }) };
  return { kind, login: login.id, address: connection.socket.remoteAddress, detail };
}

/** Of a connection: somebody may begin to watch its login a moment later. */
const FIRST_MESSAGES = 3;

/** Is it one of the first of its connection, or of a login that somebody watches arrive? */
export function isWatched({ connection, login }: Visit, diary: Pick<LoginDiary, 'watches'>): boolean {
  return connection.asked <= FIRST_MESSAGES || diary.watches(login.id);
}

export function newlySent({ uid, packet, payload, qos, connection }: Visit, packetId: number): Sent {
  const { topic } = packet;
  return {
    uid,
    packet: packetId,
    qos,
    topic,
    content: payload,
    state: 'held',
    link: connection,
    answeredAt: 0,
  };
}

export function rawRecord({ packet, payload, qos, uid, received, sender }: Visit): OutgoingRecord {
  const header = encodeRawHeader({
    uid,
    topic: packet.topic,
    qos,
    retain: packet.retain,
    dup: packet.dup,
    packet: qos > 0 ? packet.messageId || undefined : undefined,
    device: sender.id,
    session: sender.persistent,
    received,
  });
  return {
    topic: RAW,
    key: rawKey(packet.topic),
    value: payload,
    headers: { [RAW_HEADER]: header },
    timestampMs: Math.floor(received / 1000),
  };
}

/** Refused messages are acknowledged, and go where nobody subscribes. */
export function routedNowhere(packet: PublishPacket): void {
  Object.assign(packet, { topic: NOWHERE, payload: EMPTY, retain: false });
}
