import { describe, expect, it } from 'vitest';
import { zonedTime } from '@/contracts/zoned-time';

const BERLIN = 'Europe/Berlin';

function moment(wall: string, zone: string, received = '2026-11-21T10:00:00Z'): string {
  return new Date(zonedTime(Date.parse(`${wall}Z`), zone, Date.parse(received))).toISOString();
}

describe('zonedTime', () => {
  it.each([
    ['2026-01-15T12:00:00', BERLIN, '2026-01-15T11:00:00.000Z'],
    ['2026-07-15T12:00:00', BERLIN, '2026-07-15T10:00:00.000Z'],
    ['2026-07-15T12:00:00', 'Asia/Kolkata', '2026-07-15T06:30:00.000Z'],
    ['2026-07-15T12:00:00', 'Asia/Kathmandu', '2026-07-15T06:15:00.000Z'],
    ['2026-07-15T12:00:00', 'UTC', '2026-07-15T12:00:00.000Z'],
    ['2026-12-31T23:30:00', 'America/New_York', '2027-01-01T04:30:00.000Z'],
  ])('%s in %s', (wall, zone, expected) => {
    expect(moment(wall, zone)).toBe(expected);
  });

  it('takes the candidate nearest receipt in the hour that autumn repeats', () => {
    expect(moment('2026-10-25T02:30:00', BERLIN, '2026-10-25T00:31:00Z')).toBe('2026-10-25T00:30:00.000Z');
    expect(moment('2026-10-25T02:30:00', BERLIN, '2026-10-25T01:31:00Z')).toBe('2026-10-25T01:30:00.000Z');
  });

  it('keeps to one offset on either side of a change', () => {
    expect(moment('2026-10-25T01:59:59', BERLIN)).toBe('2026-10-24T23:59:59.000Z');
    expect(moment('2026-10-25T03:00:00', BERLIN)).toBe('2026-10-25T02:00:00.000Z');
    expect(moment('2026-03-29T01:59:59', BERLIN)).toBe('2026-03-29T00:59:59.000Z');
    expect(moment('2026-03-29T03:00:00', BERLIN)).toBe('2026-03-29T01:00:00.000Z');
  });

  it('reads the hour that spring leaves out as a clock not yet put forward', () => {
    expect(moment('2026-03-29T02:30:00', BERLIN)).toBe('2026-03-29T01:30:00.000Z');
  });
});
