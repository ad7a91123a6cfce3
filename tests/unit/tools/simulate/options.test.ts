import { describe, expect, it } from 'vitest';
import { BadFlag, readOptions } from '@/tools/simulate/options';
import { due } from '@/tools/simulate/pace';

it('takes one connection a sensor when not told otherwise, up to a cap', () => {
  expect(readOptions(['--sensors', '12']).clients).toBe(12);
  expect(readOptions(['--sensors', '5000']).clients).toBe(200);
  expect(readOptions(['--sensors', '5000', '--clients', '3']).clients).toBe(3);
});

describe('a flag that can not be used is refused with its name, its value and what is allowed', () => {
  it.each([
    [['--sensors', '0'], '--sensors is "0"; allowed: at least one device, also by --unknown.'],
    [['--sensors', '2.5'], '--sensors is "2.5"; allowed: a whole number, 0 to 10000.'],
    [['--rate', 'fast'], '--rate is "fast"; allowed: a number, 0.01 to 50000.'],
    [['--qos', '3'], '--qos is "3"; allowed: 0, 1 or 2.'],
    [['--url', 'http://x'], '--url is "http://x"; allowed: mqtt://host:port or mqtts://host:port.'],
    [['--prefix', 'a/#'], '--prefix is "a/#"; allowed: topic levels'],
    [['--sensor', '3'], "Unknown option '--sensor'; allowed:"],
  ])('%j', (argv, message) => {
    expect(() => readOptions(argv)).toThrow(BadFlag);
    expect(() => readOptions(argv)).toThrow(message);
  });
});

it.each([['--help'], ['-h']])('helps who asks for it: %s', (flag) => {
  expect(readOptions([flag]).help).toBe(true);
});

it('owes as many messages as the rate says, and catches up by no more than a second of them', () => {
  expect(due(50, 1000, 0)).toBe(50);
  expect(due(50, 1000, 50)).toBe(0);
  expect(due(0.5, 1999, 0)).toBe(0);
  expect(due(0.5, 2000, 0)).toBe(1);
  expect(due(50, 600_000, 0)).toBe(50);
});
