import { type Arrival, type ArrivalProgress, type ArrivedMessage, familyOf } from '@/contracts/arrival';
import type { LoginEvent, LoginEventKind, RefusalReason } from '@/contracts/login-event';
import type { SeriesSummary } from '@/contracts/sensor';
import type { Connection } from './connection';

/** `open`: an earlier step comes first; `waits`: it is this one's turn; `failed`: it was tried, and went wrong. */
export type CheckState = 'open' | 'waits' | 'failed' | 'done';

export interface Check {
  readonly state: CheckState;
  readonly title: string;
  readonly says: string;
  /** What to try. */
  readonly tryThis?: string;
  /** When it happened, ms since 1970. */
  readonly at?: number;
}

interface Seen {
  readonly arrival: Arrival;
  readonly progress: ArrivalProgress;
  readonly message: ArrivedMessage;
  readonly connection: Connection;
}

/** From the first packet to the first value: each step stands as what was seen of it says, and never by time alone. */
export function checklistOf(seen: Seen): readonly Check[] {
  const checks = [connected(seen), loggedIn(seen), said(seen), stored(seen), decoded(seen)];
  const turn = checks.findIndex(({ state }) => state !== 'done');
  return checks.map((check, index) =>
    check.state === 'waits' && index !== turn ? { ...check, state: 'open' as const } : check,
  );
}

/** The newest event of some kinds. A connection that nobody knows may be its own until it was let in once. */
function newest({ events }: ArrivalProgress, ...kinds: readonly LoginEventKind[]): LoginEvent | undefined {
  const wasIn = events.some(({ isOwn, kind }) => isOwn && kind === 'accepted');
  return events.find(({ isOwn, kind }) => kinds.includes(kind) && (isOwn || !wasIn));
}

function connected({ progress, connection }: Seen): Check {
  const came = newest(progress, 'accepted', 'refused', 'connected', 'tls_failed');
  if (came?.kind === 'tls_failed')
    return {
      state: 'failed',
      title: 'The TLS handshake failed',
      says: `${from(came)}: ${came.detail.reason ?? 'no reason was given'}`,
      tryThis: 'The device has to trust the CA of this home (hearth-ca.pem), and to know the date.',
      at: came.at,
    };
  if (came === undefined)
    return {
      state: 'waits',
      title: 'No connection yet',
      says: `It has to reach ${connection.host}, port ${connection.port}.`,
      tryThis: 'Is it on the same network, and is a firewall in between?',
    };
  const tls =
    came.detail.tls === undefined ? '' : came.detail.tls === null ? ', without TLS' : `, ${came.detail.tls}`;
  return { state: 'done', title: 'Device connected', says: `${from(came)}${tls}`, at: came.at };
}

const WHAT_TO_TRY: Readonly<Record<RefusalReason, string>> = {
  password: 'Copy the password again, whole and without spaces; if it is lost, make a new one.',
  unknown: 'The user name is not this one: copy it again.',
  no_login: 'It gave no user name: enter user and password.',
  banned: 'Five minutes after its last attempt it may come again. It has to publish to its own topics alone.',
  away: 'Hearth’s database is away: it is tried again by itself.',
  client_id: 'Give it a client id of its own, of at most 200 characters.',
};

function loggedIn({ arrival, progress }: Seen): Check {
  const came = newest(progress, 'accepted', 'refused');
  if (came === undefined)
    return { state: 'waits', title: 'No login yet', says: `It logs in as ${arrival.user}.` };
  if (came.kind === 'accepted') {
    const [below] = familyOf(arrival.family).prefixes(arrival.base);
    return { state: 'done', title: 'Login accepted', says: `may publish below ${below}/`, at: came.at };
  }
  const { reason, why, user } = came.detail;
  const named = why === 'unknown' && user !== undefined ? ` It said “${user}”.` : '';
  return {
    state: 'failed',
    title: 'Login refused',
    says: `${from(came)}: ${reason?.replace(/, from .*/, '') ?? 'no reason was given'}.${named}`,
    ...(why !== undefined && { tryThis: WHAT_TO_TRY[why] }),
    at: came.at,
  };
}

function said({ arrival, progress }: Seen): Check {
  const came = newest(progress, 'said', 'stored', 'forbidden');
  const prefixes = familyOf(arrival.family).prefixes(arrival.base);
  if (came?.kind === 'forbidden')
    return {
      state: 'failed',
      title: came.detail.what === 'subscribe' ? 'It may not read that' : 'It may not publish there',
      says: came.detail.topic ?? '',
      tryThis: `Its own topics begin with ${prefixes.map((prefix) => `${prefix}/`).join(' or ')}. Letters’ case matters.`,
      at: came.at,
    };
  if (came === undefined)
    return {
      state: 'waits',
      title: 'No message yet',
      says: 'The device is connected but has not published. Topics are case sensitive.',
    };
  const { topic = '', bytes = 0 } = came.detail;
  return { state: 'done', title: 'Message seen', says: `${topic}, ${bytes} bytes`, at: came.at };
}

function stored({ progress }: Seen): Check {
  const came = newest(progress, 'stored');
  if (came === undefined) return { state: 'waits', title: 'Stored in Kafka', says: '' };
  return { state: 'done', title: 'Stored in Kafka', says: 'acknowledged after that', at: came.at };
}

function decoded({ arrival, progress, message }: Seen): Check {
  if (familyOf(arrival.family).kind === 'gateway') return heard(progress);
  const arrived = progress.series.filter(({ latest }) => (latest?.seenAt ?? 0) >= arrival.begunAt);
  const at = Math.max(0, ...arrived.map(({ latest }) => latest?.seenAt ?? 0));
  if (arrived.length > 0)
    return { state: 'done', title: 'Decoded', says: arrived.map(shortValue).join(', '), at };
  const came = newest(progress, 'stored');
  // What its family's decoder leaves alone is no trouble: more will come.
  if (familyOf(arrival.family).device !== undefined) return { state: 'waits', title: 'Decoded', says: '' };
  if (
    came === undefined ||
    message === undefined ||
    message.topic !== came.detail.topic ||
    canBeRead(message)
  )
    return { state: 'waits', title: 'Decoded', says: '' };
  return {
    state: 'failed',
    title: 'Not understood yet',
    says: message.text?.slice(0, 200) ?? 'It is no text.',
    tryThis: 'Say below what its fields are.',
  };
}

function shortValue({ quantity, latest, unit }: SeriesSummary): string {
  return `${quantity.replaceAll('_', ' ')} ${latest?.value ?? '–'} ${unit}`.trimEnd();
}

function canBeRead(message: ArrivedMessage): boolean {
  const { now } = message ?? {};
  if (now === null || now === undefined || 'issue' in now) return false;
  return now.availability !== null || now.readings.some((reading) => 'value' in reading);
}

function heard({ heard: devices }: ArrivalProgress): Check {
  if (devices === 0)
    return {
      state: 'waits',
      title: 'No device heard yet',
      says: 'Its devices speak when they have something to say.',
    };
  return { state: 'done', title: devices === 1 ? 'One device heard' : `${devices} devices heard`, says: '' };
}

function from({ address }: LoginEvent): string {
  return address === null ? 'from somewhere' : `from ${address.replace(/^::ffff:/, '')}`;
}
