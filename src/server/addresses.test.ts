import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { lanAddresses } from './addresses.ts';

const at = (address: string, internal = false): NetworkInterfaceInfo[] => [
  { address, family: 'IPv4', internal, netmask: '', mac: '', cidr: null },
];

test('addresses: the wifi comes before wires, and both before bridges and tunnels', () => {
  const interfaces = {
    lo: at('127.0.0.1', true),
    docker0: at('172.17.0.1'),
    utun3: at('10.8.0.2'),
    eth0: at('203.0.113.9'),
    enp3s0: at('10.1.2.3'),
    eth1: at('169.254.7.7'),
    wlp2s0: at('192.168.1.20'),
  };
  expect(lanAddresses(interfaces)).toEqual([
    '192.168.1.20',
    '10.1.2.3',
    '203.0.113.9',
    '10.8.0.2',
    '172.17.0.1',
  ]);
});

test('addresses: a machine without a network has none', () => {
  expect(lanAddresses({ lo: at('127.0.0.1', true) })).toEqual([]);
});
