import { BlockList, isIPv4 } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';

/** A network that this machine is in. */
export interface Network {
  /** Its IPv4 address there: by it the network is told from others. */
  readonly address: string;
  /** All by which the machine is reached there. */
  readonly addresses: readonly string[];
  isWithin(address: string): boolean;
}

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** Those in which Hearth may be announced: all at home, or the one of this address. */
export function networksOf(interfaces: Interfaces, wanted: string | undefined): readonly Network[] {
  return Object.values(interfaces).flatMap((all = []) => {
    const first = all.find(({ address }) => (wanted === undefined ? isAtHome(address) : address === wanted));
    if (first === undefined || first.family !== 'IPv4' || (wanted === undefined && first.internal)) return [];
    const within = new BlockList();
    within.addSubnet(first.address, prefixOf(first.netmask));
    return [
      {
        address: first.address,
        addresses: [first.address, ...all.map(({ address }) => address).filter(isOfTheHouse)],
        isWithin: (address) => isIPv4(address) && within.check(address),
      },
    ];
  });
}

/** All addresses of this machine. */
export function ownAddresses(interfaces: Interfaces): readonly string[] {
  return Object.values(interfaces).flatMap((all = []) => all.map(({ address }) => address));
}

function isAtHome(address: string): boolean {
  return isIPv4(address) && !address.startsWith('169.254.');
}

/** IPv6 of the house alone, as in its certificate. */
function isOfTheHouse(address: string): boolean {
  return /^f[cd]/i.test(address);
}

function prefixOf(netmask: string): number {
  return netmask
    .split('.')
    .map((part) => Number(part).toString(2).replaceAll('0', '').length)
    .reduce((sum, bits) => sum + bits, 0);
}
