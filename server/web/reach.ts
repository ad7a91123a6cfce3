import { isIP, isIPv6 } from 'node:net';
import type { BrokerAddresses, DeviceTrust } from '@/contracts/device-login';
import type { Reach } from '@/contracts/reach';
import { isLoopback } from '@/server/beyond-loopback';
import { readCertificates } from '@/server/certificates/queries';
import type { Config } from '@/server/config';
import { hostInAddress, machineNames } from '@/server/machine-names';

type Known = Pick<Config, 'host' | 'url' | 'tls' | 'dataDir'>;

/** How devices at home reach these pages; `publicUrl`: where links lead; `homeName`: by which the network knows this Hearth. */
export function readReach(
  { host, url, tls, dataDir }: Known,
  publicUrl: string,
  homeName: string | undefined,
): Reach {
  const { protocol, port, hostname } = new URL(publicUrl);
  const isOwn = protocol === 'https:' && url === undefined && tls.given === undefined;
  const names = isLoopback(host) || url !== undefined ? [] : machineNames(undefined).filter(leadsHere);
  const addressOf = (name: string) =>
    new URL(`${protocol}//${isIPv6(name) ? `[${name}]` : name}:${port}`).origin;
  // An address may change, and with it an installed page would be gone.
  const isNamed = homeName !== undefined && names.includes(homeName);
  const best = isNamed ? addressOf(homeName) : publicUrl;
  return {
    url: best,
    isBeyond: !isLoopback(hostname.replace(/^\[|\]$/g, '')),
    isNamed,
    others: [...new Set([publicUrl, ...names.map(addressOf)])].filter((other) => other !== best),
    fingerprint: isOwn ? readCertificates({ dataDir, given: undefined }).authority?.sha256 : undefined,
  };
}

/** Where devices find the broker, whose it is, and by which host those at home reach it. */
export function brokerForDevices(
  { broker, mqtt, url }: Pick<Config, 'broker' | 'mqtt' | 'url'>,
  { mqttUrl, mqttsUrl }: Pick<BrokerAddresses, 'mqttUrl' | 'mqttsUrl'>,
): BrokerAddresses {
  if (broker !== undefined) return { mqttUrl, mqttsUrl, isOwn: false, host: new URL(broker.url).hostname };
  const host = isLoopback(mqtt.host)
    ? undefined
    : url === undefined
      ? hostInAddress(mqtt.host)
      : new URL(url).hostname;
  // Where another process takes MQTT, it does so by the same settings.
  const elsewhere = mqtt.tlsPort === 0 ? undefined : `mqtts://${host ?? '127.0.0.1'}:${mqtt.tlsPort}`;
  return { mqttUrl, mqttsUrl: mqttsUrl ?? elsewhere, isOwn: true, host };
}

/** Read anew each time: certificates renew themselves. */
export function readDeviceTrust({
  broker,
  dataDir,
  tls,
}: Pick<Config, 'broker' | 'dataDir' | 'tls'>): DeviceTrust {
  if (broker !== undefined) return { authority: undefined, tasmota: undefined, esp: undefined };
  const { authority, server } = readCertificates({ dataDir, given: tls.given });
  return {
    authority: authority?.sha256,
    tasmota: server.find(({ kind }) => kind === 'RSA')?.tasmota,
    esp: server.find(({ kind }) => kind === 'EC')?.sha1,
  };
}

/** Not the names that mean each device itself, nor those without a dot, which few networks know. */
function leadsHere(name: string): boolean {
  if (isIP(name) !== 0) return !isLoopback(name);
  return name.includes('.');
}
