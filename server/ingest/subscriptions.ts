import type { AedesPublishPacket, Client } from 'aedes';
import { maySubscribe } from '@/server/logins/index';
import { GuardedConnection } from './guarded-connection';
import { SUBSCRIPTIONS } from './session-state';
import { covers } from './topic-filter';

const FILTER_BYTES = 256;

/** May this client subscribe that filter? */
export function mayRead({ conn }: { readonly conn?: unknown }, filter: string): boolean {
  if (Buffer.byteLength(filter) > FILTER_BYTES) return false;
  const login = conn instanceof GuardedConnection ? conn.login : undefined;
  return login !== undefined && maySubscribe(login, filter);
}

/** Has it so many subscriptions that there is no room for another? */
export function isFull(client: Client, filter: string): boolean {
  const subscriptions = subscriptionsOf(client);
  return !(filter in subscriptions) && Object.keys(subscriptions).length >= SUBSCRIPTIONS;
}

/** The message with at most the QoS that the client was granted; aedes sees to it only where a filter has no wildcard. */
export function asGranted(client: Client, packet: AedesPublishPacket): AedesPublishPacket {
  if (packet.qos === 0) return packet;
  const granted = grantedQos(client, packet.topic);
  if (granted !== undefined && granted < packet.qos) packet.qos = granted;
  return packet;
}

/** Of the strongest subscription that covers the topic. */
function grantedQos(client: Client, topic: string): AedesPublishPacket['qos'] | undefined {
  const subscriptions = subscriptionsOf(client);
  let strongest: AedesPublishPacket['qos'] | undefined;
  for (const filter in subscriptions) {
    const qos = subscriptions[filter]?.qos ?? 0;
    if (qos > (strongest ?? -1) && covers(filter, topic)) strongest = qos;
  }
  return strongest;
}

type Subscriptions = Readonly<Record<string, { readonly qos: AedesPublishPacket['qos'] }>>;

function subscriptionsOf(client: Client): Subscriptions {
  // Its types leave this out.
  return (client as Client & { readonly subscriptions: Subscriptions }).subscriptions;
}
