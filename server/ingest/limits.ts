const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** What the door takes, per packet, per connection and over all of them. */
export interface DoorLimits {
  readonly connectBytes: number;
  /** Largest PUBLISH a client may send; a larger one up to `claimBytes` is cut, told to the dead letters and acknowledged. */
  readonly publishBytes: number;
  /** The same for a login of a sensor; gateways (Zigbee2MQTT's `bridge/devices`) and programs may send more. */
  readonly sensorPublishBytes: number;
  /** A PUBLISH that claims more ends its connection at once. */
  readonly claimBytes: number;
  /** Any other packet: SUBSCRIBE and UNSUBSCRIBE are the long ones. */
  readonly otherBytes: number;
  readonly connectTimeoutMs: number;
  /** How long a packet of more than a few KB may take to come whole. */
  readonly longPacketMs: number;
  readonly connections: number;
  /** TLS handshakes under way; beyond, the oldest is given up. */
  readonly handshakes: number;
  /** What one client may have waiting for Kafka before its socket is not read on. */
  readonly heldMessages: number;
  readonly heldBytes: number;
  /** The same over all clients, with the bytes of long packets still arriving. */
  readonly allHeldMessages: number;
  readonly allHeldBytes: number;
  /** QoS 0 that waits for Kafka; beyond, the oldest is shed. */
  readonly waitingMessages: number;
  readonly waitingBytes: number;
  /** Over this a client is read more slowly. */
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  /** A subscriber that lets more than this pile up is disconnected. */
  readonly unreadBytes: number;
  /** An external broker hears of us at least this often, and we of it. */
  readonly brokerKeepaliveS: number;
}

export const DOOR_LIMITS: DoorLimits = {
  connectBytes: 8 * KILOBYTE,
  publishBytes: MEGABYTE,
  sensorPublishBytes: 64 * KILOBYTE,
  claimBytes: MEGABYTE,
  otherBytes: 64 * KILOBYTE,
  connectTimeoutMs: 5_000,
  longPacketMs: 30_000,
  connections: 5_000,
  handshakes: 500,
  heldMessages: 1_000,
  heldBytes: 256 * KILOBYTE,
  allHeldMessages: 50_000,
  allHeldBytes: 32 * MEGABYTE,
  waitingMessages: 10_000,
  waitingBytes: 8 * MEGABYTE,
  messagesPerSecond: 20_000,
  bytesPerSecond: 32 * MEGABYTE,
  unreadBytes: 8 * MEGABYTE,
  brokerKeepaliveS: 30,
};
