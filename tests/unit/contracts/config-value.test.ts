import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadConfigValue, configKind, configText, readConfigText } from '@/contracts/config-value';

describe('a setting in people’s units', () => {
  it.each([
    ['retention.ms', 'long', '34560000000', '400 days'],
    ['retention.ms', 'long', '86400000', '1 day'],
    ['retention.ms', 'long', '-1', 'for ever'],
    ['retention.bytes', 'long', '-1', 'none'],
    ['segment.bytes', 'int', '1073741824', '1 GiB'],
    ['max.message.bytes', 'int', '2000000', '2 MB'],
    ['max.message.bytes', 'int', '1048588', '1048588 B'],
    ['segment.ms', 'long', '5400000', '90 min'],
    ['flush.ms', 'long', '9223372036854775807', 'never'],
    ['flush.messages', 'long', '9223372036854775807', 'none'],
    ['min.cleanable.dirty.ratio', 'double', '0.5', '0.5'],
    ['cleanup.policy', 'list', 'compact', 'compact'],
    ['retention.ms', 'long', '0', '0 ms'],
  ])('%s (%s) of %s is %s', (name, type, value, text) => {
    expect(configText(name, type, value)).toBe(text);
    expect(readConfigText(name, type, text)).toBe(value);
  });

  it('reads back as the same value, whatever it is', () => {
    const names = fc.constantFrom(
      'retention.ms',
      'segment.ms',
      'retention.bytes',
      'segment.bytes',
      'flush.messages',
    );
    fc.assert(
      fc.property(names, fc.bigInt({ min: 0n, max: 9_223_372_036_854_775_807n }), (name, value) => {
        expect(readConfigText(name, 'long', configText(name, 'long', String(value)))).toBe(String(value));
      }),
    );
  });

  it.each([
    ['retention.ms', '1.5 days', '129600000'],
    ['retention.ms', '2 weeks', '1209600000'],
    ['retention.ms', '1 year', '31536000000'],
    ['retention.ms', '34 560 000 000', '34560000000'],
    ['retention.bytes', '1,5 GiB', '1610612736'],
    ['retention.bytes', '500mb', '500000000'],
    ['cleanup.policy', 'delete, compact', 'compact,delete'],
  ])('%s is also understood as %s', (name, typed, value) => {
    expect(readConfigText(name, 'long', typed)).toBe(value);
  });

  it.each([
    ['retention.ms', 'long', 'soon', /no length of time/],
    ['retention.ms', 'long', '3 GiB', /no length of time/],
    ['retention.ms', 'long', '', /no length of time/],
    ['retention.bytes', 'long', '7 days', /no size/],
    ['retention.ms', 'long', '0.0001 ms', /no whole number/],
    ['min.insync.replicas', 'int', 'two', /no whole number/],
    ['min.cleanable.dirty.ratio', 'double', 'half', /no number/],
    ['preallocate', 'boolean', 'yes', /neither true nor false/],
    ['compression.type', 'string', 'brotli', /not one of producer/],
  ])('%s (%s) refuses “%s”', (name, type, typed, message) => {
    expect(() => readConfigText(name, type, typed)).toThrow(BadConfigValue);
    expect(() => readConfigText(name, type, typed)).toThrow(message);
  });

  it('knows how each is asked for', () => {
    expect(configKind('retention.ms', 'long')).toBe('duration');
    expect(configKind('retention.bytes', 'long')).toBe('bytes');
    expect(configKind('cleanup.policy', 'list')).toBe('choice');
    expect(configKind('preallocate', 'boolean')).toBe('switch');
    expect(configKind('leader.replication.throttled.replicas', 'list')).toBe('text');
  });
});
