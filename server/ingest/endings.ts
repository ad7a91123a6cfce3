import type { Aedes, Client } from 'aedes';
import type { LoginBook } from '@/server/logins/index';
import type { Metrics } from '@/server/metrics';
import { Ended, type EndReason } from './ended';
import { GuardedConnection } from './guarded-connection';

/** Has each connection that we end counted by its reason; a login’s lists say why. */
export function tellEndings(
  broker: Aedes,
  { logins, metrics }: { readonly logins: LoginBook; readonly metrics: Pick<Metrics, 'mqttEnded'> },
): void {
  const told = new WeakSet<Client>();
  const tell = (client: Client, error: Error) => {
    const reason = reasonOf(error);
    // What a connection says after its end is no other end.
    if (reason === undefined || told.has(client)) return;
    told.add(client);
    metrics.mqttEnded.inc({ reason });
    const { conn } = client;
    if (reason === 'malformed' && conn instanceof GuardedConnection && conn.login !== undefined)
      logins.noteRefusal(conn.login, `what it sent is no MQTT: ${error.message}`);
  };
  broker.on('clientError', tell);
  broker.on('connectionError', tell);
}

/** Undefined: the client or the network ended it. */
function reasonOf(error: Error): EndReason | undefined {
  if (error instanceof Ended) return error.reason;
  // Node's own, such as ECONNRESET.
  if ('code' in error || error.message === 'connection closed') return undefined;
  if ('errorCode' in error) return 'login';
  if (error.message === 'connect did not arrive in time') return 'no_connect';
  return error.message === 'drain timeout' ? 'unread' : 'malformed';
}
