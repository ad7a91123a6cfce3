import { randomUUID } from 'node:crypto';
import type { Mapping } from '@/contracts/mapping';
import { encodeRawHeader, RAW_HEADER, type RawHeader } from '@/contracts/raw-message';
import type { Measure } from '@/contracts/reading';
import { READING_VERSION, type Reading } from '@/contracts/reading';
import { RAW, READINGS } from '@/contracts/topics';
import type { OutgoingRecord } from '@/server/stream/types';

// Builders fill in what a test is not about. Moments are µs since 1970 unless they say otherwise.

/** Now, as a moment of receipt. */
export function nowMicros(): number {
  return Date.now() * 1000;
}

export function aMeasure(given: Partial<Measure> = {}): Measure {
  return { quantity: 'temperature', channel: null, value: 21.5, unit: '°C', ...given };
}

/** A reading of the sensor `kitchen`, measured and received now, by another uid each time. */
export function aReading(given: Partial<Reading> = {}): Reading {
  const receivedAt = given.receivedAt ?? nowMicros();
  return {
    v: READING_VERSION,
    uid: randomUUID(),
    sensorId: 'kitchen',
    measuredAt: receivedAt,
    receivedAt,
    clock: 'receipt',
    measures: [aMeasure()],
    raw: { p: 0, o: 0 },
    by: { mapping: 1, version: 1 },
    ...given,
  };
}

/** A reading as the record that decode appends. */
export function aReadingRecord(given: Partial<Reading> = {}): OutgoingRecord {
  const reading = aReading(given);
  return { topic: READINGS, key: reading.sensorId, value: JSON.stringify(reading) };
}

/** A raw record's header: QoS 1, from the client `kitchen-node`, received now, by another uid each time. */
export function aRawHeader(given: Partial<RawHeader> = {}): RawHeader {
  return {
    uid: randomUUID(),
    topic: 'sensors/kitchen/temperature',
    qos: 1,
    retain: false,
    replayed: false,
    dup: false,
    device: 'kitchen-node',
    session: false,
    received: nowMicros(),
    ...given,
  };
}

/** A raw record as ingest appends it. */
export function aRawRecord(
  given: Partial<RawHeader> & { readonly payload?: string | Buffer } = {},
): OutgoingRecord {
  const { payload = '21.5', ...header } = given;
  const full = aRawHeader(header);
  return {
    topic: RAW,
    key: full.topic,
    value: Buffer.from(payload),
    headers: { [RAW_HEADER]: encodeRawHeader(full) },
    timestampMs: Math.floor(full.received / 1000),
  };
}

/** A mapping of plain numbers: the temperature on `sensors/kitchen/temperature`. */
export function aMapping(given: Partial<Mapping> = {}): Mapping {
  return {
    topic: 'sensors/kitchen/temperature',
    format: 'number',
    readings: [{ quantity: 'temperature', unit: '°C' }],
    ...given,
  } as Mapping;
}

/** A mapping file's text: the sensor `kitchen` in the room Kitchen, taught by the given mappings. */
export function aMappingFile(
  mappings: readonly Mapping[] = [aMapping()],
  sensors: readonly string[] = ['kitchen'],
): string {
  return JSON.stringify({
    rooms: ['Kitchen'],
    sensors: sensors.map((id) => ({ id, name: id, room: 'Kitchen' })),
    mappings: mappings.map((mapping) => ({ sensor: 'kitchen', ...mapping })),
  });
}
