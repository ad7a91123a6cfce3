import { isLoopback } from '@/server/beyond-loopback';
import type { Context, Running } from '@/server/context';
import { callAtHome } from '@/server/machine-names';
import type { Service } from './announcement';
import { startAnnouncer } from './announcer';

/** Announces what listens beyond this machine to the networks at home, by multicast DNS, unless the settings say no. */
export async function startFinding({ config, addresses, certificates, log }: Context): Promise<Running> {
  const services = servicesBeyond(config, addresses);
  const isBeyond = !isLoopback(config.host) || !isLoopback(config.mqtt.host);
  if (config.mdns === 'off' || !isBeyond || services.length === 0) return { stop: async () => undefined };
  return startAnnouncer({
    services,
    within: config.mdns === 'auto' ? undefined : config.mdns,
    log,
    onNamed: (name) => {
      addresses.homeName = name;
      if (name === undefined) return;
      callAtHome(name);
      // It may be a name that the certificate doesn't have yet.
      void certificates?.look();
    },
  });
}

/** The doors that others at home may use. Where a public address is set, pages are opened by that one alone. */
export function servicesBeyond(
  { host, url, tls, mqtt, roles }: Context['config'],
  addresses: Pick<Context['addresses'], 'url' | 'mqttUrl' | 'mqttsUrl'>,
): readonly Service[] {
  const services: Service[] = [];
  if (!isLoopback(host) && url === undefined && roles.includes('web'))
    services.push({ type: tls.pages ? '_https._tcp' : '_http._tcp', port: portIn(addresses.url) });
  if (!isLoopback(mqtt.host) && addresses.mqttsUrl !== undefined)
    services.push({ type: '_secure-mqtt._tcp', port: portIn(addresses.mqttsUrl) });
  if (!isLoopback(mqtt.plainHost) && addresses.mqttUrl !== undefined)
    services.push({ type: '_mqtt._tcp', port: portIn(addresses.mqttUrl) });
  return services;
}

/** Where a web address names none it is the one of its protocol. */
function portIn(address: string): number {
  const { port, protocol } = new URL(address);
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}
