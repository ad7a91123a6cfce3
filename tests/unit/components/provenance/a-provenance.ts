import type { Provenance, SentRecord } from '@/contracts/provenance';

/** 23 November 2026, 14:32:07.412 UTC, in µs. */
export const AT = Date.UTC(2026, 10, 23, 14, 32, 7, 412) * 1_000;

export function aSent(given: Partial<SentRecord> = {}): SentRecord {
  return {
    ...{ topic: 'home/living/climate', qos: 1, retain: false, dup: false, device: 'living-1/esp', bytes: 16 },
    receivedAt: AT + 34_000,
    shown: {
      ...{ text: '{"t":216,"h":43}', isText: true, cutBefore: false, cutAfter: false },
      mark: { start: 5, end: 8 },
    },
    ...given,
  };
}

/** 216 tenths of a degree, by a mapping; measured 34 ms before receipt, decoded 8 ms after it. */
export function aProvenance(given: Partial<Provenance> = {}): Provenance {
  return {
    sensor: { id: 'living', name: 'Living room' },
    series: { quantity: 'temperature', channel: null, unit: '°C' },
    reading: {
      ...{ at: AT, value: 21.6, implausible: false, clock: 'device', version: 3, generation: 0 },
      raw: { partition: 2, offset: 41 },
    },
    sent: aSent(),
    reader: {
      ...{ kind: 'mapping', id: 7, name: 'climate-node', version: 3, who: 'Jana' },
      writtenAt: Date.UTC(2026, 10, 2),
    },
    formula: { raw: '216', sentUnit: '°C', steps: [{ kind: 'scale', times: 0.1 }], value: 21.6 },
    believable: [-20, 60],
    decoded: { topic: 'hearth.readings.v1', partition: 1, offset: 9, at: (AT + 42_000) / 1_000 },
    now: null,
    ...given,
  };
}
