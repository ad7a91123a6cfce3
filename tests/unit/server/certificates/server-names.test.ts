import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { addressBytes } from '@/server/certificates/address-bytes';
import { homeAddresses, serverNames } from '@/server/machine-names';

const machine = { hostName: 'attic', addresses: [], publicUrl: undefined };

describe('serverNames', () => {
  it('are what this machine is called at home', () => {
    const names = serverNames({ ...machine, hostName: 'Attic.lan', addresses: ['192.168.1.7'] });

    expect(names).toEqual([
      'localhost',
      'attic.lan',
      'attic.local',
      'hearth.local',
      '127.0.0.1',
      '::1',
      '192.168.1.7',
    ]);
  });

  it.each([
    ['https://hearth.example:8443/', 'hearth.example'],
    ['http://192.168.1.9:3000', '192.168.1.9'],
    ['http://[fd00::9]:3000', 'fd00::9'],
  ])('hold the host of the public address %s', (publicUrl, host) => {
    expect(serverNames({ ...machine, publicUrl })).toContain(host);
  });

  it.each(['hearth', 'localhost', 'not a name', '', '-'.repeat(300)])(
    'name nobody twice or wrongly: %s',
    (hostName) => {
      const names = serverNames({ ...machine, hostName });

      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => /\s|localhost\.local|^-|^$|^\.local$/.test(name))).toEqual([]);
    },
  );
});

describe('homeAddresses', () => {
  it('leaves out loopback, what no router gave, and public IPv6 addresses, which change by the day', () => {
    const entry = (address: string, internal = false): NetworkInterfaceInfo => {
      const rest = { address, internal, netmask: '', mac: '', cidr: null };
      return address.includes(':') ? { ...rest, family: 'IPv6', scopeid: 0 } : { ...rest, family: 'IPv4' };
    };

    const addresses = homeAddresses({
      lo: [entry('127.0.0.1', true), entry('::1', true)],
      eth0: [entry('192.168.1.7'), entry('2001:db8::7'), entry('fe80::7'), entry('fd12::7')],
      wlan0: [entry('169.254.3.4')],
      gone: undefined,
    });

    expect(addresses).toEqual(['192.168.1.7', 'fd12::7']);
  });
});

it.each([
  ['192.168.1.7', 'c0a80107'],
  ['::1', '00000000000000000000000000000001'],
  ['fd12:0:1::a0', 'fd1200000001000000000000000000a0'],
  ['1:2:3:4:5:6:7:8', '00010002000300040005000600070008'],
])('addressBytes(%s)', (address, hex) => {
  expect(addressBytes(address).toString('hex')).toBe(hex);
});
