const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
const HEX = /^(?:[0-9A-Fa-f]{2})+$/;

/**
 * The bytes that a text writes, as base64 (also the one for addresses) or as pairs of hex digits, with blanks, colons or dashes
 * between them; undefined where it is none.
 */
export function bytesIn(text: string, encoding: 'base64' | 'hex'): DataView | undefined {
  const plain = encoding === 'hex' ? text.replace(/[\s:-]/g, '') : text.replace(/\s/g, '');
  if (!(encoding === 'hex' ? HEX : BASE64).test(plain)) return undefined;
  return viewOf(Buffer.from(plain, encoding));
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
