import { fingerprint } from '../fingerprint';

const BITS = 32_768;

/** About how many different texts came by, in 4 KB: within a few in a hundred up to some hundred thousand. */
export interface DistinctCount {
  see(text: string): void;
  count(): number;
  /** To go on from later. */
  readonly bits: Uint8Array;
}

export function createDistinctCount(before?: Uint8Array): DistinctCount {
  const bits = new Uint8Array(BITS / 8);
  if (before?.length === bits.length) bits.set(before);
  return {
    bits,
    see: (text) => {
      const bit = fingerprint(text).low % BITS;
      bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7));
    },
    count: () => distinctIn(bits),
  };
}

/** Linear counting: how many bits are still free tells how many came. */
export function distinctIn(bits: Uint8Array): number {
  let free = 0;
  for (const byte of bits) free += 8 - ones(byte);
  const all = bits.length * 8;
  return all === 0 ? 0 : Math.round(-all * Math.log(Math.max(1, free) / all));
}

function ones(byte: number): number {
  let rest = byte;
  let found = 0;
  for (; rest !== 0; rest &= rest - 1) found += 1;
  return found;
}
