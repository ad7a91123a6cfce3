import { connect, type Socket } from 'node:net';
import mqtt from 'mqtt-packet';

export type Answer =
  | 'connack'
  | 'puback'
  | 'pubrec'
  | 'pubrel'
  | 'pubcomp'
  | 'pingresp'
  | 'suback'
  | 'unsuback'
  | 'publish';

/** An MQTT client that sends what it is told to, when it is told to, and acknowledges nothing by itself. */
export class WireClient {
  readonly received: mqtt.Packet[] = [];
  readonly socket: Socket;
  readonly closed: Promise<unknown>;

  constructor(port: number) {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    this.socket.on('error', () => undefined);
    const parser = mqtt.parser({ protocolVersion: 4 });
    parser.on('packet', (packet) => this.came(packet));
    this.socket.on('data', (bytes) => parser.parse(bytes));
  }

  protected came(packet: mqtt.Packet): void {
    this.received.push(packet);
  }

  send(packet: mqtt.Packet): void {
    this.sendBytes(mqtt.generate(packet));
  }

  sendBytes(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  publish(topic: string, payload: string | Buffer, qos: 0 | 1 | 2 = 0, messageId = 1, dup = false): void {
    this.sendBytes(publishBytes(topic, payload, qos, messageId, dup));
  }

  has(answer: Answer, messageId?: number): boolean {
    return this.received.some(
      (packet) => packet.cmd === answer && (messageId === undefined || packet.messageId === messageId),
    );
  }

  count(answer: Answer): number {
    return this.received.filter((packet) => packet.cmd === answer).length;
  }

  /** Leaves without a goodbye. */
  async cut(): Promise<void> {
    this.socket.resetAndDestroy();
    await this.closed;
  }
}

export function publishBytes(
  topic: string,
  payload: string | Buffer,
  qos: 0 | 1 | 2 = 0,
  messageId = 1,
  dup = false,
): Buffer {
  return mqtt.generate({ cmd: 'publish', topic, payload, qos, messageId, dup, retain: false });
}

export function connectBytes(options: Partial<mqtt.IConnectPacket> = {}): Buffer {
  return mqtt.generate({
    cmd: 'connect',
    protocolVersion: 4,
    clean: true,
    keepalive: 60,
    clientId: 'meter',
    ...options,
  });
}
