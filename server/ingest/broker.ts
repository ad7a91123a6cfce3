import { randomUUID } from 'node:crypto';
import type { EventEmitter } from 'node:events';
import { Aedes, type AuthErrorCode, type AuthenticateError, type Client, type ConnectPacket } from 'aedes';
import { type LoginBook, type LoginDiary, looksLikeUser, type NotLetIn } from '@/server/logins/index';
import type { Metrics } from '@/server/metrics';
import type { Door } from './door';
import { tellEndings } from './endings';
import { GuardedConnection } from './guarded-connection';
import type { DoorLimits } from './limits';
import type { Senders } from './sender';
import type { SessionStore } from './session-store';
import { asGranted, isFull, mayRead } from './subscriptions';
import { tlsOf } from './tls-server';

const CLIENT_ID_CHARACTERS = 256;
/** So many packets may be routed to subscribers at once; none of them waits for a subscriber that doesn't read. */
const ROUTED_AT_ONCE = 10_000;

/** aedes with our rules in its hooks; it listens on nothing itself. */
export async function createBroker(parts: {
  readonly door: Door;
  readonly senders: Senders;
  readonly limits: DoorLimits;
  readonly sessions: SessionStore;
  readonly logins: LoginBook;
  readonly diary: LoginDiary;
  readonly metrics: Pick<Metrics, 'mqttEnded'>;
  fail(reason: string): void;
}): Promise<Aedes> {
  const { door, senders, limits, sessions, logins } = parts;
  const broker = await Aedes.createBroker({
    concurrency: ROUTED_AT_ONCE,
    persistence: sessions,
    connectTimeout: limits.connectTimeoutMs,
    maxClientsIdLength: CLIENT_ID_CHARACTERS,
    preConnect: (client, packet, done) => prepare(door, client, packet, done),
    authenticate: (client, user, password, done) => {
      whoComes({ logins, limits }, client, user, password).then(
        (notLetIn) => {
          noteWhoCame(parts, client, user, notLetIn);
          if (notLetIn !== undefined) return done(refusal(notLetIn), null);
          enter(senders, client);
          done(null, true);
        },
        (error: Error) => parts.fail(`The MQTT broker failed: ${error.message}`),
      );
    },
    authorizeSubscribe: (client, subscription, done) =>
      done(null, maySee(parts, client, subscription.topic) ? subscription : null),
    authorizeForward: asGranted,
    authorizePublish: (client, packet, done) => door.authorize(client, packet, done),
  });
  // Its types leave this event out.
  const events: EventEmitter = broker;
  events.on('error', (error: Error) => parts.fail(`The MQTT broker failed: ${error.message}`));
  tellEndings(broker, parts);
  broker.on('clientReady', (client) => {
    if (client.conn instanceof GuardedConnection) client.conn.open();
  });
  return broker;
}

function prepare(
  door: Door,
  client: Client,
  packet: ConnectPacket,
  done: (error: Error | null, success: boolean) => void,
): void {
  const { conn } = client;
  if (!(conn instanceof GuardedConnection) || (packet.will?.qos ?? 0) > 2) {
    done(new Error('the will has no valid QoS'), false);
    return;
  }
  // A login's client ids are its own: firmware keeps the one it has, and takes over nobody else's session.
  if (packet.username !== undefined)
    packet.clientId = `${packet.username}/${packet.clientId || (packet.clean ? randomUUID() : '')}`;
  door.expectWill(packet.will);
  // aedes reads no pings while messages are held; the door counts the time instead.
  conn.keepalive = packet.keepalive ?? 0;
  packet.keepalive = 0;
  done(null, true);
}

function enter(senders: Senders, client: Client): void {
  const { conn } = client;
  if (!(conn instanceof GuardedConnection)) return;
  const sender = senders.enter(client.id, !client.clean);
  conn.sender = sender;
  conn.once('close', () => senders.leave(sender));
}

/** Sets who logged in; answers with why somebody isn't let in. */
async function whoComes(
  { logins, limits }: { readonly logins: LoginBook; readonly limits: DoorLimits },
  client: Client,
  user: string | undefined,
  password: Buffer | undefined,
): Promise<NotLetIn | undefined> {
  const { conn } = client;
  if (!(conn instanceof GuardedConnection))
    return { code: 5, why: 'no_login', reason: 'no connection of ours' };
  const address = conn.socket.remoteAddress ?? '';
  if (client.id.length > CLIENT_ID_CHARACTERS) return badId('the client id is too long');
  if (client.id === `${user}/`) return badId('a session that is to be kept needs a client id');
  if (user === undefined) {
    logins.withoutLogin(address);
    return { code: 5, why: 'no_login', reason: 'a login is needed' };
  }
  const login = await logins.check(user, password, address);
  if ('code' in login) return login;
  conn.login = login;
  if (login.kind === 'sensor') conn.guard.publishBytes = limits.sensorPublishBytes;
  return undefined;
}

function noteWhoCame(
  { logins, diary }: { readonly logins: LoginBook; readonly diary: LoginDiary },
  { id, conn }: Client,
  user: string | undefined,
  notLetIn: NotLetIn | undefined,
): void {
  if (!(conn instanceof GuardedConnection)) return;
  const { remoteAddress: address } = conn.socket;
  const login = conn.login?.id ?? (user !== undefined && logins.has(user) ? user : undefined);
  if (notLetIn === undefined) {
    const clientId = id.slice(id.indexOf('/') + 1);
    diary.note({ kind: 'accepted', login, address, detail: { clientId, tls: tlsOf(conn.socket) } });
  } else {
    const { reason, why } = notLetIn;
    const named = user !== undefined && looksLikeUser(user) ? { user } : {};
    diary.note({ kind: 'refused', login, address, detail: { reason, why, ...named } });
  }
}

function maySee(
  { logins, diary }: { readonly logins: LoginBook; readonly diary: LoginDiary },
  client: Client,
  filter: string,
): boolean {
  if (isFull(client, filter)) return false;
  if (mayRead(client, filter)) return true;
  const { conn } = client;
  if (conn instanceof GuardedConnection && conn.login !== undefined) {
    const { remoteAddress: address } = conn.socket;
    const detail = { what: 'subscribe', topic: filter };
    logins.attempted(conn.login, { kind: 'subscribe', what: `subscribe to ${filter}`, address });
    diary.note({ kind: 'forbidden', login: conn.login.id, address, detail });
  }
  return false;
}

function badId(reason: string): NotLetIn {
  return { code: 2, why: 'client_id', reason };
}

function refusal({ code, reason }: NotLetIn): AuthenticateError {
  return Object.assign(new Error(reason), { returnCode: code as AuthErrorCode });
}
