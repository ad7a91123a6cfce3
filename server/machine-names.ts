import { isIP, isIPv6 } from 'node:net';
import { hostname, type NetworkInterfaceInfo, networkInterfaces } from 'node:os';

const HEARTH = 'hearth.local';
let atHome = HEARTH;
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9_][a-z0-9_-]{0,62}(\.[a-z0-9_-]{1,63})*$/;

/** By which names and addresses this machine is called at home: what its certificate is made for, and what it answers to. */
export function serverNames(machine: {
  readonly hostName: string;
  readonly addresses: readonly string[];
  /** By which name it is announced at home, or would be. */
  readonly atHome?: string;
  /** The public address, when one is set. */
  readonly publicUrl: string | undefined;
}): readonly string[] {
  const hostName = machine.hostName.toLowerCase();
  const [label = ''] = hostName.split('.');
  const names = [
    'localhost',
    hostName,
    `${label}.local`,
    machine.atHome ?? HEARTH,
    hostOf(machine.publicUrl),
  ];
  const addresses = ['127.0.0.1', '::1', ...machine.addresses];
  return [...new Set([...names.filter(isName), ...addresses])];
}

/**
 * The addresses at home. Of IPv6 those of the house alone (fc00::/7): public ones change by the day, and each change would
 * mean another certificate.
 */
export function homeAddresses(
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>,
): readonly string[] {
  return Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, address, family }) => !internal && isOfTheHouse(address, family))
    .map(({ address }) => address);
}

function isOfTheHouse(address: string, family: string): boolean {
  return family === 'IPv4' ? !address.startsWith('169.254.') : /^f[cd]/i.test(address);
}

function hostOf(url: string | undefined): string {
  return url === undefined ? '' : new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function isName(name: string): boolean {
  if (name === 'localhost.local') return false;
  return isIP(name) !== 0 || DNS_NAME.test(name);
}

const LOOKED_UP_FOR_MS = 10_000;
let known: { readonly atMs: number; readonly names: readonly string[] } | undefined;

/** Those of this machine as it is now: a router gives it another address now and then. */
export function machineNames(publicUrl: string | undefined): readonly string[] {
  if (known === undefined || Date.now() - known.atMs > LOOKED_UP_FOR_MS)
    known = { atMs: Date.now(), names: namesNow(publicUrl) };
  return known.names;
}

/** The same, looked up anew. */
export function namesNow(publicUrl: string | undefined): readonly string[] {
  const addresses = homeAddresses(networkInterfaces());
  return serverNames({ hostName: hostname(), addresses, atHome, publicUrl });
}

/** Another machine at home is `hearth.local` already: from now on this one is called so. */
export function callAtHome(name: string): void {
  atHome = name;
  known = undefined;
}

/** The host by which a browser reaches what listens there: for all addresses one of them at home. */
export function hostInAddress(listening: string): string {
  const everywhere = listening === '0.0.0.0' || listening === '::';
  const host = everywhere ? (homeAddresses(networkInterfaces())[0] ?? '127.0.0.1') : listening;
  return isIPv6(host) ? `[${host}]` : host;
}
