import { isIP } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

const HEARTH = 'hearth.local';
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9_][a-z0-9_-]{0,62}(\.[a-z0-9_-]{1,63})*$/;

/** By which names and addresses this machine is called at home: what the server's certificate is made for. */
export function serverNames(machine: {
  readonly hostName: string;
  readonly addresses: readonly string[];
  /** The public address, when one is set. */
  readonly publicUrl: string | undefined;
}): readonly string[] {
  const hostName = machine.hostName.toLowerCase();
  const [label = ''] = hostName.split('.');
  const names = ['localhost', hostName, `${label}.local`, HEARTH, hostOf(machine.publicUrl)];
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

/** An address as a certificate holds it: 4 or 16 bytes. */
export function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // As the URL standard writes it there is no IPv4 in it, and no zone.
  const [head = '', tail] = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  const groups = before?.concat(Array(8 - (before.length + (after?.length ?? 0))).fill('0'), after ?? []);
  return Buffer.from((groups ?? []).map((group) => group.padStart(4, '0')).join(''), 'hex');
}
