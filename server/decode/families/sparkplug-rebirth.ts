/** What a node is asked to describe itself again with (Sparkplug B 3.0, 6.4.21): a command that it must know. */
export function rebirthRequest(
  node: string,
  atMs: number,
): { readonly topic: string; readonly payload: Uint8Array } {
  const [group = '', edge = ''] = node.split('/');
  return { topic: `spBv1.0/${group}/NCMD/${edge}`, payload: command('Node Control/Rebirth', atMs) };
}

const BOOLEAN = 11;

function command(name: string, atMs: number): Uint8Array {
  const text = new TextEncoder().encode(name);
  const metric = [...lengthField(1, text), ...number(4, BigInt(BOOLEAN)), ...number(14, 1n)];
  return Uint8Array.from([...number(1, BigInt(atMs)), ...lengthField(2, metric)]);
}

function number(field: number, value: bigint): number[] {
  return [...varint(BigInt(field << 3)), ...varint(value)];
}

function lengthField(field: number, bytes: ArrayLike<number>): number[] {
  return [...varint(BigInt((field << 3) | 2)), ...varint(BigInt(bytes.length)), ...Array.from(bytes)];
}

function varint(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    if (rest < 128n) return [...bytes, Number(rest)];
    bytes.push(Number(rest & 127n) | 128);
  }
}
