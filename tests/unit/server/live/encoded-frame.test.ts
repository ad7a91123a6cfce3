import { expect, it } from 'vitest';
import type { Frame, Sample } from '@/contracts/socket-events';
import { encodeFrame } from '@/server/live/encoded-frame';

it.each([0, 1, 5, 200, 2_000])('puts a frame of %d samples into one whole WebSocket text frame', (count) => {
  const sample: Sample = ['küche', 'temperature', null, 1_700_000_000_000_000, 21.5, 0];
  const frame: Frame = {
    n: 7,
    samples: Array(count).fill(sample),
    cursor: { topicId: 'log', offsets: { 0: 1 } },
  };

  const { packet, wire } = encodeFrame(frame);

  const { text, rest } = textOf(wire);
  expect(rest).toBe(0);
  expect(text).toBe(`4${packet}`);
  expect(JSON.parse(packet.slice(1))).toEqual(['readings', frame]);
});

/** Reads RFC 6455's framing of an unmasked text frame. */
function textOf(wire: Buffer): { text: string; rest: number } {
  expect(wire[0]).toBe(0x81);
  const short = wire.readUInt8(1);
  const [start, length] =
    short < 126
      ? [2, short]
      : short === 126
        ? [4, wire.readUInt16BE(2)]
        : [10, Number(wire.readBigUInt64BE(2))];
  return { text: wire.toString('utf8', start, start + length), rest: wire.length - start - length };
}
