/** A PUBLISH that the broker waits to hear of. */
export interface Owed {
  readonly packet: number;
  readonly qos: 1 | 2;
  settled: boolean;
}

const PUBACK = 0x40;
const PUBREC = 0x50;
const ACK_BYTES = 4;

/**
 * What is owed over one connection, in the order of receipt: MQTT wants acknowledgements in that order, whichever order they
 * are settled in.
 */
export class AckRow<One extends Owed> {
  readonly #owed: One[] = [];

  add(owed: One): void {
    this.#owed.push(owed);
  }

  /** Takes out what may be acknowledged now: nothing received before it is still open. */
  take(): readonly One[] {
    let settled = 0;
    while (this.#owed[settled]?.settled) settled += 1;
    return this.#owed.splice(0, settled);
  }
}

/** The acknowledgements as one piece of the wire; QoS 2 goes on with the broker's PUBREL. */
export function ackBytes(row: readonly Owed[]): Buffer {
  const bytes = Buffer.allocUnsafe(row.length * ACK_BYTES);
  let at = 0;
  for (const { qos, packet } of row) {
    at = bytes.writeUInt8(qos === 2 ? PUBREC : PUBACK, at);
    at = bytes.writeUInt8(2, at);
    at = bytes.writeUInt16BE(packet, at);
  }
  return bytes;
}
