import { describe, expect, it } from 'vitest';
import { outRecord, parseOut } from '@/contracts/mqtt-out';
import { sparkplugPayload } from '@/server/decode/families/sparkplug-payload';
import { rebirthRequest } from '@/server/decode/families/sparkplug-rebirth';
import { createRebirths } from '@/server/decode/rebirths';

const NOW_MS = Date.UTC(2026, 10, 29);

/** Sends the numbers of a node's messages, a second apart, and tells which of them made Hearth ask. */
function asked(
  sequences: readonly (number | 'birth' | 'lacks' | 'again')[],
  { nowMs = NOW_MS, everyMs = 1_000 } = {},
) {
  const rebirths = createRebirths(() => nowMs);
  let offset = 0;
  return sequences.flatMap((each, at) => {
    const isNumber = typeof each === 'number';
    offset += each === 'again' ? 0 : 1;
    const told = {
      node: 'home/edge',
      sequence: isNumber ? each : 0,
      isBirth: each === 'birth',
      lacks: each === 'lacks',
    };
    return rebirths.see(told, { offset, atMs: NOW_MS - 100_000 + at * everyMs }) === undefined ? [] : [at];
  });
}

describe('a node is asked to describe itself again', () => {
  it.each([
    ['when a number is left out', [1, 2, 4], [2]],
    ['not while its numbers follow each other, past 255 to 0', [254, 255, 0, 1], []],
    ['not when it begins anew by itself', [7, 'birth', 1], []],
    ['when it speaks of what nobody knows', ['lacks'], [0]],
    ['once in a minute, however much is missing', [1, 3, 5, 7, 'lacks'], [1]],
    ['not over a message that comes again', [1, 2, 'again', 3], []],
  ] as const)('%s', (_what, sequences, expected) => {
    expect(asked(sequences)).toEqual(expected);
  });

  it('again after a minute, if that did not help', () => {
    expect(asked(['lacks', 'lacks', 'lacks'], { everyMs: 40_000 })).toEqual([0, 2]);
  });

  it('not over what is long past', () => {
    expect(asked([1, 3, 'lacks'], { nowMs: NOW_MS + 3_600_000 })).toEqual([]);
  });

  it('by a command that Sparkplug knows', () => {
    const { topic, payload } = rebirthRequest('home/edge', NOW_MS);

    expect(topic).toBe('spBv1.0/home/NCMD/edge');
    // Field by field: timestamp, metric { name, datatype 11, boolean true }.
    expect(Buffer.from(payload).subarray(7).toString('latin1')).toContain(
      '\x0a\x14Node Control/Rebirth\x20\x0b\x70\x01',
    );
    expect(sparkplugPayload(payload)).toMatchObject({
      timestampMs: NOW_MS,
      metrics: [{ name: 'Node Control/Rebirth', datatype: 11 }],
    });
  });
});

describe('what is to be published', () => {
  const message = {
    topic: 'spBv1.0/home/NCMD/edge',
    payload: Uint8Array.of(1, 2),
    qos: 0,
    retain: false,
    why: 'w',
  } as const;
  const bytes = (record: ReturnType<typeof outRecord>) => ({
    value: record.value,
    headers: { hearth: Buffer.from(record.headers.hearth ?? '') },
  });

  it('is read as it was written', () => {
    expect(parseOut(bytes(outRecord(message)))).toEqual({ ...message, payload: Buffer.from([1, 2]) });
  });

  it('is nothing where it has no topic to publish to', () => {
    const record = bytes(outRecord(message));
    for (const topic of ['a/#', '$SYS/x', ''])
      expect(
        parseOut({ ...record, headers: { hearth: Buffer.from(JSON.stringify({ ...message, topic })) } }),
      ).toBeUndefined();
    expect(parseOut({ value: null, headers: {} })).toBeUndefined();
  });
});
