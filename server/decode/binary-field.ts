import type { BinaryField } from '@/contracts/mapping-parts';

/** A number in bytes, ready to be read; undefined where the bytes end before it. */
export type BinaryReader = (bytes: DataView) => number | undefined;

/** How many bits a number has. */
export function bitsIn({ type }: BinaryField): number {
  return Number(/\d+/.exec(type)?.[0]);
}

export function binaryReader(field: BinaryField): BinaryReader {
  const { offset, type, bit, bits = 1 } = field;
  const size = bitsIn(field) / 8;
  const isLittle = type.endsWith('le');
  const read = numberReader(type, isLittle);
  if (bit === undefined)
    return (bytes) => (offset + size > bytes.byteLength ? undefined : read(bytes, offset));
  const mask = (1n << BigInt(bits)) - 1n;
  return (bytes) => {
    if (offset + size > bytes.byteLength) return undefined;
    return Number((unsigned(bytes, offset, size, isLittle) >> BigInt(bit)) & mask);
  };
}

type NumberAt = (bytes: DataView, offset: number) => number;

function numberReader(type: BinaryField['type'], isLittle: boolean): NumberAt {
  switch (type.replace(/[lb]e$/, '')) {
    case 'uint8':
      return (bytes, offset) => bytes.getUint8(offset);
    case 'int8':
      return (bytes, offset) => bytes.getInt8(offset);
    case 'uint16':
      return (bytes, offset) => bytes.getUint16(offset, isLittle);
    case 'int16':
      return (bytes, offset) => bytes.getInt16(offset, isLittle);
    case 'uint24':
      return (bytes, offset) => Number(unsigned(bytes, offset, 3, isLittle));
    case 'int24':
      return (bytes, offset) => Number(BigInt.asIntN(24, unsigned(bytes, offset, 3, isLittle)));
    case 'uint32':
      return (bytes, offset) => bytes.getUint32(offset, isLittle);
    case 'int32':
      return (bytes, offset) => bytes.getInt32(offset, isLittle);
    case 'uint64':
      return (bytes, offset) => Number(bytes.getBigUint64(offset, isLittle));
    case 'int64':
      return (bytes, offset) => Number(bytes.getBigInt64(offset, isLittle));
    case 'float32':
      // What a float32 says of a decimal number are 7 digits; what follows is noise of the wider form.
      return (bytes, offset) => Number(bytes.getFloat32(offset, isLittle).toPrecision(7));
    default:
      return (bytes, offset) => bytes.getFloat64(offset, isLittle);
  }
}

function unsigned(bytes: DataView, offset: number, size: number, isLittle: boolean): bigint {
  let value = 0n;
  for (let at = 0; at < size; at += 1)
    value = (value << 8n) | BigInt(bytes.getUint8(offset + (isLittle ? size - 1 - at : at)));
  return value;
}
