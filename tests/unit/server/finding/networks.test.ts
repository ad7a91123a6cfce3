import type { NetworkInterfaceInfo } from 'node:os';
import { expect, it } from 'vitest';
import { networksOf, ownAddresses } from '@/server/finding/networks';

const v4 = (address: string, netmask: string, internal = false): NetworkInterfaceInfo => ({
  address,
  netmask,
  family: 'IPv4',
  mac: '',
  internal,
  cidr: null,
});
const v6 = (address: string): NetworkInterfaceInfo => ({
  address,
  netmask: 'ffff:ffff:ffff:ffff::',
  family: 'IPv6',
  mac: '',
  internal: false,
  cidr: null,
  scopeid: 0,
});
const MACHINE = {
  lo: [v4('127.0.0.1', '255.0.0.0', true)],
  eth0: [v6('fe80::1'), v4('192.168.1.7', '255.255.255.0'), v6('fd00::7'), v6('2001:db8::7')],
  wlan0: [v4('169.254.3.3', '255.255.0.0')],
  tun0: [v6('fd01::1')],
};

it('is announced in every network at home, with the addresses that hold there', () => {
  const networks = networksOf(MACHINE, undefined);

  expect(networks.map(({ addresses }) => addresses)).toEqual([['192.168.1.7', 'fd00::7']]);
});

it('is announced in the one that is named alone, be it this machine’s own', () => {
  expect(networksOf(MACHINE, '127.0.0.1').map(({ addresses }) => addresses)).toEqual([['127.0.0.1']]);
  expect(networksOf(MACHINE, '10.0.0.1')).toEqual([]);
});

it('listens to those in the same network alone', () => {
  const [home] = networksOf(MACHINE, undefined);

  expect(['192.168.1.200', '192.168.2.1', '127.0.0.1', 'fd00::9'].map((one) => home?.isWithin(one))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

it('knows all of its own addresses', () => {
  expect(ownAddresses(MACHINE)).toContain('2001:db8::7');
});
