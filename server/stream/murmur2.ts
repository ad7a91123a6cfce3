const SEED = 0x9747b28c;
const MIX = 0x5bd1e995;

/** The hash Java's clients choose partitions by, as a signed 32-bit integer. */
export function murmur2(bytes: Uint8Array, length = bytes.length): number {
  const whole = length & ~3;
  let hash = SEED ^ length;
  for (let at = 0; at < whole; at += 4) hash = Math.imul(hash, MIX) ^ mixed(word(bytes, at, 4));
  if (whole < length) hash = Math.imul(hash ^ word(bytes, whole, length - whole), MIX);
  hash = Math.imul(hash ^ (hash >>> 13), MIX);
  return hash ^ (hash >>> 15);
}

/** The partition of a key among `partitions`, the same that Java's clients and kafkajs choose. */
export function partitionOf(key: Uint8Array, length: number, partitions: number): number {
  return (murmur2(key, length) & 0x7fffffff) % partitions;
}

function word(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let index = length - 1; index >= 0; index--) value = (value << 8) | (bytes[at + index] ?? 0);
  return value;
}

function mixed(word: number): number {
  const half = Math.imul(word, MIX);
  return Math.imul(half ^ (half >>> 24), MIX);
}
