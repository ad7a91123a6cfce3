/** 64 bits in two halves: two messages share one by chance once in 10^19 pairs. */
export interface Fingerprint {
  readonly high: number;
  readonly low: number;
}

const encoder = new TextEncoder();

/** Of a text and the bytes after it. Not for secrets: who wants two alike can make them. */
export function fingerprint(text: string, bytes?: Uint8Array): Fingerprint {
  const mixed = { high: 0xdeadbeef, low: 0x41c6ce57 };
  mixIn(mixed, encoder.encode(text));
  // What no text ends with keeps "a" + "b" from being "ab".
  mixIn(mixed, SEPARATOR);
  if (bytes !== undefined) mixIn(mixed, bytes);
  return finished(mixed);
}

const SEPARATOR = Uint8Array.of(0xff);

// cyrb53's rounds (public domain), keeping all 64 bits.
function mixIn(mixed: { high: number; low: number }, bytes: Uint8Array): void {
  let { high, low } = mixed;
  for (const byte of bytes) {
    high = Math.imul(high ^ byte, 2_654_435_761);
    low = Math.imul(low ^ byte, 1_597_334_677);
  }
  mixed.high = high;
  mixed.low = low;
}

function finished({ high, low }: Fingerprint): Fingerprint {
  const first = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  const second =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(first ^ (first >>> 13), 3_266_489_909);
  return { high: first >>> 0, low: second >>> 0 };
}
