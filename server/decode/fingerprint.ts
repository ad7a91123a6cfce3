/** 64 bits in two halves: two messages share one by chance once in 10^19 pairs. */
export interface Fingerprint {
  readonly high: number;
  readonly low: number;
}

const encoder = new TextEncoder();

/** Of a text and the bytes after it. Not for secrets: who wants two alike can make them. */
export function fingerprint(text: string, bytes?: Uint8Array): Fingerprint {
  const mixed = { high: 0xdeadbeef, low: 0x41c6ce57 };
  if (!mixAscii(mixed, text)) mixIn(mixed, encoder.encode(text));
  // What no text ends with keeps "a" + "b" from being "ab".
  mixIn(mixed, SEPARATOR);
  if (bytes !== undefined) mixIn(mixed, bytes);
  return finished(mixed);
}

const SEPARATOR = Uint8Array.of(0xff);

/** As its bytes would be, which are its letters; changes nothing where a letter is none of them. */
function mixAscii(mixed: { high: number; low: number }, text: string): boolean {
  let { high, low } = mixed;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter > 127) return false;
    high = Math.imul(high ^ letter, 2_654_435_761);
    low = Math.imul(low ^ letter, 1_597_334_677);
  }
  mixed.high = high;
  mixed.low = low;
  return true;
}

// cyrb53's rounds (public domain), keeping all 64 bits.
function mixIn(mixed: { high: number; low: number }, bytes: Uint8Array): void {
  let { high, low } = mixed;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
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
