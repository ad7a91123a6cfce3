import type { EventEmitter } from 'node:events';
import { Aedes, type AuthErrorCode, type AuthenticateError, type Client, type ConnectPacket } from 'aedes';
import type { Door } from './door';
import { GuardedConnection } from './guarded-connection';
import type { DoorLimits } from './limits';
import type { Senders } from './sender';
import type { SessionStore } from './session-store';

const CLIENT_ID_CHARACTERS = 256;
/** So many packets may be routed to subscribers at once; none of them waits for a subscriber that doesn't read. */
const ROUTED_AT_ONCE = 10_000;

/** aedes with our rules in its hooks; it listens on nothing itself. */
export async function createBroker(parts: {
  readonly door: Door;
  readonly senders: Senders;
  readonly limits: DoorLimits;
  readonly sessions: SessionStore;
  fail(reason: string): void;
}): Promise<Aedes> {
  const { door, senders, limits, sessions } = parts;
  const broker = await Aedes.createBroker({
    concurrency: ROUTED_AT_ONCE,
    persistence: sessions,
    connectTimeout: limits.connectTimeoutMs,
    maxClientsIdLength: CLIENT_ID_CHARACTERS,
    preConnect: (client, packet, done) => prepare(door, client, packet, done),
    authenticate: (client, _user, _password, done) => {
      if (client.id.length > CLIENT_ID_CHARACTERS) return done(identifierRejected(), null);
      enter(senders, client);
      done(null, true);
    },
    authorizePublish: (client, packet, done) => door.authorize(client, packet, done),
  });
  // Its types leave this event out.
  const events: EventEmitter = broker;
  events.on('error', (error: Error) => parts.fail(`The MQTT broker failed: ${error.message}`));
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

function identifierRejected(): AuthenticateError {
  const returnCode = 2 as AuthErrorCode.IDENTIFIER_REJECTED;
  return Object.assign(new Error('the client id is too long'), { returnCode });
}
