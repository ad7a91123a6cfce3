import { isIP } from 'node:net';

/** An address as a certificate holds it: 4 or 16 bytes. */
export function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  // As the URL standard writes it there is no IPv4 in it, and no zone.
  const [head = '', tail] = new URL(`http://[${address.split('%')[0]}]`).hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail ?? ''].map((part) => part.split(':').filter(Boolean));
  const groups = before?.concat(Array(8 - (before.length + (after?.length ?? 0))).fill('0'), after ?? []);
  return Buffer.from((groups ?? []).map((group) => group.padStart(4, '0')).join(''), 'hex');
}
