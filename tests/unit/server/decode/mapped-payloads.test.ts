import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Mapping } from '@/contracts/mapping';
import { decodeRecord } from '@/server/decode/decode-record';
import { compileMapping } from '@/server/decode/mapping';
import { aRawHeader } from '@/tests/support/builders';

interface ExpectedReading {
  readonly quantity: string;
  readonly value: number;
  readonly unit: string | null;
  readonly time: string | null;
  readonly channel: string | null;
  readonly optional?: boolean;
}

interface Case {
  readonly id: string;
  readonly topic: string;
  readonly payload?: string;
  readonly payloadBase64?: string;
  readonly source: string;
  readonly mapping?: unknown;
  readonly settings?: { readonly timezone?: string };
  readonly receivedAt?: string;
  readonly expected: readonly ExpectedReading[];
  readonly acceptable?: readonly ExpectedReading[];
}

const file = path.join(import.meta.dirname, '../../../fixtures/mapped-payloads.ndjson');
const cases: Case[] = readFileSync(file, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

/** What comes out of a case, as its `expected` is written; times only where the device's own was taken. */
function decoded(given: Case): ExpectedReading[] {
  const payload = Buffer.from(
    given.payloadBase64 ?? given.payload ?? '',
    given.payloadBase64 ? 'base64' : 'utf8',
  );
  // Received a moment after the newest time that is expected, so that the believable window holds it.
  const times = given.expected.flatMap(({ time }) => (time === null ? [] : [Date.parse(time)]));
  const newest = times.length > 0 ? Math.max(...times) : 1_764_199_800_000;
  const receivedMs = given.receivedAt ? Date.parse(given.receivedAt) : newest + 1000;
  const identity = { mappingId: 1, version: 1 };
  const mappings =
    given.mapping === undefined
      ? []
      : [compileMapping(identity, { ...Mapping.parse(given.mapping), sensor: 'sensor' })];
  const header = aRawHeader({ topic: given.topic, received: receivedMs * 1000 });
  const zone = given.settings?.timezone;
  const result = decodeRecord({ header, payload, partition: 0, offset: 0 }, mappings, zone);
  const readings = result.outcome === 'readings' ? result.readings : [];
  return readings.flatMap(({ measures, clock, measuredAt }) => {
    const time =
      clock === 'device' || clock === 'corrected' ? new Date(measuredAt / 1000).toISOString() : null;
    return measures.map(({ quantity, value, unit, channel }) => ({ quantity, value, unit, channel, time }));
  });
}

function identity({ quantity, channel, time }: ExpectedReading): string {
  return `${quantity} ${channel} ${time}`;
}

describe('payloads of real devices, read by a mapping', () => {
  it.each(cases)('$id: $source', (given) => {
    const readings = decoded(given);

    const acceptable = new Set((given.acceptable ?? []).map(identity));
    const counted = readings.filter((reading) => !acceptable.has(identity(reading)));
    expect(counted.map(identity).sort()).toEqual(given.expected.map(identity).sort());
    for (const wanted of given.expected) {
      const found = readings.find((reading) => identity(reading) === identity(wanted));
      expect(found?.unit).toBe(wanted.unit ?? '');
      expect(Math.abs((found?.value ?? Number.NaN) - wanted.value)).toBeLessThanOrEqual(
        Math.max(1e-9, Math.abs(wanted.value) * 1e-6),
      );
    }
  });
});
