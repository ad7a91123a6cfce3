const HEX_TAIL = /[0-9a-f]{8}$/i;

/**
 * 32 bits of a message's uid, as PostgreSQL's int4: of a UUIDv7 the last random ones. The same uid gives the same row,
 * two messages of one instant give two.
 */
export function tieOf(uid: string): number {
  const [tail] = HEX_TAIL.exec(uid) ?? [];
  return tail === undefined ? fnv1a(uid) : Number.parseInt(tail, 16) | 0;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}
