import { readFileSync } from 'node:fs';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { MqttClient } from 'mqtt';
import type { BrokerSettings } from '@/server/config';
import type { DoorLimits } from '../limits';
import type { GuardedStream } from './guarded-stream';

const CONNECT_TIMEOUT_MS = 10_000;
const PORTS: Readonly<Record<string, number>> = { 'mqtt:': 1883, 'mqtts:': 8883 };

/** An MQTT client for one connection and a session that outlives it. */
export function brokerClient(
  stream: GuardedStream,
  own: { readonly broker: BrokerSettings; readonly clientId: string; readonly limits: DoorLimits },
): MqttClient {
  const { user, password } = own.broker;
  return new MqttClient(() => stream, {
    clientId: own.clientId,
    clean: false,
    protocolVersion: 4,
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    keepalive: own.limits.brokerKeepaliveS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    reconnectPeriod: 0,
    resubscribe: false,
    manualConnect: true,
  });
}

/** Throws when MQTT_CA can't be read. */
export function socketTo({ url, caFile }: BrokerSettings): Socket {
  const { protocol, hostname, port } = new URL(url);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const to = { host, port: Number(port) || PORTS[protocol] || 0, noDelay: true };
  if (protocol !== 'mqtts:') return connectTcp(to);
  return connectTls({
    ...to,
    ...(isIP(host) === 0 && { servername: host }),
    ...(caFile !== undefined && { ca: readFileSync(caFile) }),
  });
}
