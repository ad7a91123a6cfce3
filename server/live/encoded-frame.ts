import type { Frame } from '@/contracts/socket-events';
import type { LiveSocket } from './socket-door';

/** A `readings` event as it lies on the wire: made once, written to every socket that watches. */
export interface EncodedFrame {
  readonly packet: string;
  readonly wire: Buffer;
}

/** A Socket.IO event of the default namespace, inside an Engine.IO message, inside a WebSocket text frame. */
export function encodeFrame(frame: Frame): EncodedFrame {
  const packet = `2${JSON.stringify(['readings', frame])}`;
  const payload = Buffer.from(`4${packet}`);
  return { packet, wire: Buffer.concat([textFrameHeader(payload.length), payload]) };
}

/**
 * Straight to the connection, for at fifty values a second for two hundred sockets the bookkeeping of Engine.IO costs
 * half as much again as the write. While packets wait in Engine.IO's queue, or it is closing, the frame takes its place
 * behind them: what a browser gets is in the order in which it was sent.
 */
export function writeFrame(socket: LiveSocket, { packet, wire }: EncodedFrame): void {
  const { conn } = socket;
  const connection = conn.request.socket;
  if (conn.readyState === 'open' && conn.transport.writable && connection.writable) {
    connection.write(wire);
  } else {
    const options = { compress: false, wsPreEncodedFrame: [wire] };
    conn.write(packet, options);
  }
}

/** RFC 6455, 5.2: one unmasked text frame, whole. */
function textFrameHeader(length: number): Buffer {
  const FIN_AND_TEXT = 0x81;
  if (length < 126) return Buffer.from([FIN_AND_TEXT, length]);
  if (length < 65_536) return Buffer.from([FIN_AND_TEXT, 126, length >> 8, length & 0xff]);
  const header = Buffer.alloc(10);
  header[0] = FIN_AND_TEXT;
  header[1] = 127;
  header.writeBigUInt64BE(BigInt(length), 2);
  return header;
}
