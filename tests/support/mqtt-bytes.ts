/** MQTT 3.1.1 packets byte by byte, for clients that do what no library lets them do. */

export type PacketType = 'connack' | 'puback' | 'pubrec' | 'pubcomp' | 'suback' | 'other';

export interface UserAndPassword {
  readonly user: string;
  readonly password: string;
}

export interface ReceivedPacket {
  readonly type: PacketType;
  /** Of the packet id, for acknowledgements. */
  readonly id: number;
  /** CONNACK: the broker kept a session. */
  readonly sessionPresent: boolean;
  /** CONNACK: 0 = let in. */
  readonly code: number;
}

const TYPES: Readonly<Record<number, PacketType>> = {
  2: 'connack',
  4: 'puback',
  5: 'pubrec',
  7: 'pubcomp',
  9: 'suback',
};

export function connectBytes(
  clientId: string,
  { clean, login }: { readonly clean: boolean; readonly login?: UserAndPassword | undefined },
): Buffer {
  const keepaliveS = 60;
  const flags = (clean ? 2 : 0) | (login === undefined ? 0 : 0xc0);
  const head = Buffer.from([0, 4, ...Buffer.from('MQTT'), 4, flags, 0, keepaliveS]);
  const names = login === undefined ? [] : [text(login.user), text(login.password)];
  return packet(0x10, Buffer.concat([head, text(clientId), ...names]));
}

export function subscribeBytes(filter: string, qos: 0 | 1 | 2, id: number): Buffer {
  return packet(0x82, Buffer.concat([twoBytes(id), text(filter), Buffer.from([qos])]));
}

export function publishBytes(message: {
  readonly topic: string;
  readonly payload: string;
  readonly qos: 0 | 1 | 2;
  readonly id: number;
  readonly dup?: boolean;
}): Buffer {
  const first = 0x30 | (message.qos << 1) | (message.dup ? 8 : 0);
  const id = message.qos === 0 ? Buffer.alloc(0) : twoBytes(message.id);
  return packet(first, Buffer.concat([text(message.topic), id, Buffer.from(message.payload)]));
}

export function pubrelBytes(id: number): Buffer {
  return packet(0x62, twoBytes(id));
}

export function disconnectBytes(): Buffer {
  return packet(0xe0, Buffer.alloc(0));
}

/** The whole packets at the start of the bytes, and the bytes of the one that has not come whole. */
export function readPackets(bytes: Buffer): {
  readonly packets: readonly ReceivedPacket[];
  readonly rest: Buffer;
} {
  const packets: ReceivedPacket[] = [];
  let at = 0;
  for (;;) {
    const length = lengthAt(bytes, at + 1);
    if (length === undefined || length.after + length.value > bytes.length)
      return { packets, rest: bytes.subarray(at) };
    packets.push(received(bytes[at] ?? 0, bytes.subarray(length.after, length.after + length.value)));
    at = length.after + length.value;
  }
}

function received(first: number, body: Buffer): ReceivedPacket {
  const type = TYPES[first >> 4] ?? 'other';
  return {
    type,
    id: body.length >= 2 && type !== 'connack' ? body.readUInt16BE(0) : 0,
    sessionPresent: type === 'connack' && body[0] === 1,
    code: type === 'connack' ? (body[1] ?? 0) : 0,
  };
}

function lengthAt(
  bytes: Buffer,
  from: number,
): { readonly value: number; readonly after: number } | undefined {
  let value = 0;
  for (let index = 0; index < 4; index += 1) {
    const byte = bytes[from + index];
    if (byte === undefined) return undefined;
    value += (byte & 127) * 128 ** index;
    if (byte < 128) return { value, after: from + index + 1 };
  }
  throw new Error('a remaining length of more than four bytes');
}

function packet(first: number, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([first]), remainingLength(body.length), body]);
}

function remainingLength(length: number): Buffer {
  const bytes: number[] = [];
  let left = length;
  do {
    const byte = left % 128;
    left = Math.floor(left / 128);
    bytes.push(left > 0 ? byte | 128 : byte);
  } while (left > 0);
  return Buffer.from(bytes);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([twoBytes(bytes.length), bytes]);
}

function twoBytes(value: number): Buffer {
  return Buffer.from([value >> 8, value & 255]);
}
