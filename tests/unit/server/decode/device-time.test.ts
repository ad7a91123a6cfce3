import { describe, expect, it } from 'vitest';
import { stampFrom } from '@/server/decode/device-time';

const RECEIVED_MS = Date.UTC(2026, 10, 21, 10, 0);
const BERLIN = 'Europe/Berlin';

function time(
  value: unknown,
  format: Parameters<typeof stampFrom>[1]['format'],
  zone: string | undefined = BERLIN,
) {
  const stamp = stampFrom(value, { format, zone }, RECEIVED_MS);
  return stamp === undefined ? undefined : `${new Date(stamp.micros / 1000).toISOString()} ${stamp.kind}`;
}

describe('stampFrom', () => {
  it.each([
    ['unix_s', 1_764_199_800, '2025-11-26T23:30:00.000Z explicit'],
    ['unix_s', 1_764_199_800.123, '2025-11-26T23:30:00.123Z explicit'],
    ['unix_s', '1764199800', '2025-11-26T23:30:00.000Z explicit'],
    ['unix_ms', 1_764_199_800_123, '2025-11-26T23:30:00.123Z explicit'],
    ['unix_us', 1_764_199_800_123_999, '2025-11-26T23:30:00.123Z explicit'],
    ['unix_ns', '1764199800123456789', '2025-11-26T23:30:00.123Z explicit'],
    ['unix_ns', '1764199800123999999', '2025-11-26T23:30:00.123Z explicit'],
    ['auto', '1764199800123999999', '2025-11-26T23:30:00.123Z explicit'],
    ['unix_ns', 1_764_199_800_123_000_000, '2025-11-26T23:30:00.123Z explicit'],
    ['auto', 1_764_199_800, '2025-11-26T23:30:00.000Z explicit'],
    ['auto', 1_764_199_800_123, '2025-11-26T23:30:00.123Z explicit'],
    ['auto', '1764199800123456', '2025-11-26T23:30:00.123Z explicit'],
    ['auto', '1764199800123456789', '2025-11-26T23:30:00.123Z explicit'],
    ['auto', '2026-11-21T09:59:00Z', '2026-11-21T09:59:00.000Z explicit'],
    ['iso8601', '2026-11-21T09:59:00Z', '2026-11-21T09:59:00.000Z explicit'],
    ['iso8601', '2026-11-21T09:15:45.803204317Z', '2026-11-21T09:15:45.803Z explicit'],
    ['iso8601', '2026-11-21T10:59:00+01:00', '2026-11-21T09:59:00.000Z explicit'],
    ['iso8601', '2026-11-21T10:59:00+0100', '2026-11-21T09:59:00.000Z explicit'],
    ['iso8601', '2026-11-21 04:29:00 -05:30', '2026-11-21T09:59:00.000Z explicit'],
    ['iso8601', '2026-11-21 09:59:00 UTC', '2026-11-21T09:59:00.000Z explicit'],
    ['iso8601', '20261121T095900Z', '2026-11-21T09:59:00.000Z explicit'],
    ['iso8601', '20261121T105900.25+0100', '2026-11-21T09:59:00.250Z explicit'],
    ['iso8601-local', '20261121T105900', '2026-11-21T09:59:00.000Z zoned'],
    ['iso8601-local', '2026-11-21T10:59:00', '2026-11-21T09:59:00.000Z zoned'],
    ['iso8601-local', '2026-11-21 10:59', '2026-11-21T09:59:00.000Z zoned'],
    ['iso8601-local', '2026.11.21 10:59:00', '2026-11-21T09:59:00.000Z zoned'],
    ['iso8601-local', '2026-11-21T10:59:00+02:00', '2026-11-21T08:59:00.000Z explicit'],
    ['iso8601', '2026-07-01T12:00:00', '2026-07-01T10:00:00.000Z zoned'],
  ] as const)('%s reads %j', (format, value, expected) => {
    expect(time(value, format)).toBe(expected);
  });

  it.each([
    ['unix_s', 0],
    ['unix_s', '0'],
    ['unix_s', 'soon'],
    ['unix_s', null],
    ['unix_s', true],
    ['unix_s', Number.NaN],
    ['auto', {}],
    ['iso8601', '2026-02-30T10:00:00Z'],
    ['iso8601', '2026-13-01T10:00:00Z'],
    ['iso8601', '2026-11-21T24:00:00Z'],
    ['iso8601', '2026-11-21'],
    ['iso8601', '20261121105900'],
    ['iso8601', '20261321T105900Z'],
    ['iso8601', '2026-11-21T10:59:00 CET'],
    ['iso8601', 1_764_199_800],
    ['iso8601', ''],
  ] as const)('%s finds no time in %j', (format, value) => {
    expect(time(value, format)).toBeUndefined();
  });

  it('never assumes a zone for a stamp that names none', () => {
    expect(
      stampFrom('2026-11-21T10:59:00', { format: 'iso8601-local', zone: undefined }, RECEIVED_MS),
    ).toBeUndefined();
  });
});
