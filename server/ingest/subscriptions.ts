import type { AedesPublishPacket, Client } from 'aedes';
import { maySubscribe } from '@/server/logins/index';
import { GuardedConnection } from './guarded-connection';
import { covers } from './topic-filter';

/** May this client subscribe that filter? */
export function mayRead({ conn }: { readonly conn?: unknown }, filter: string): boolean {
  const login = conn instanceof GuardedConnection ? conn.login : undefined;
  return login === undefined || maySubscribe(login, filter);
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
  // Its types leave this out.
  const { subscriptions } = client as Client & {
    readonly subscriptions: Readonly<Record<string, { readonly qos: AedesPublishPacket['qos'] }>>;
  };
  let strongest: AedesPublishPacket['qos'] | undefined;
  for (const filter in subscriptions) {
    const qos = subscriptions[filter]?.qos ?? 0;
    if (qos > (strongest ?? -1) && covers(filter, topic)) strongest = qos;
  }
  return strongest;
}
