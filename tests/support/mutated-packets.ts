import mqtt, { type Packet } from 'mqtt-packet';

/** Always the same numbers for the same seed, from 0 up to but not including 1. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LONG = Buffer.alloc(20_000, 'x');

/** One packet of every kind that MQTT 3.1.1 knows, those that only servers send too; publishes around `topic`. */
export function everyPacket(topic: string): readonly Buffer[] {
  const publish = {
    cmd: 'publish',
    topic,
    payload: '21.5',
    qos: 1,
    messageId: 7,
    dup: false,
    retain: false,
  } as const;
  const packets: readonly Packet[] = [
    publish,
    { ...publish, qos: 0 },
    { ...publish, qos: 2, messageId: 8 },
    { ...publish, retain: true, dup: true },
    { ...publish, payload: LONG },
    { ...publish, topic: 'elsewhere/state', qos: 0 },
    { cmd: 'puback', messageId: 7 },
    { cmd: 'pubrec', messageId: 7 },
    { cmd: 'pubrel', messageId: 8 },
    { cmd: 'pubcomp', messageId: 7 },
    { cmd: 'subscribe', messageId: 9, subscriptions: [{ topic: `${topic}/#`, qos: 1 }] },
    {
      cmd: 'subscribe',
      messageId: 9,
      subscriptions: [topic, '#', '$SYS/#', '+'].map((one) => ({ topic: one, qos: 2 })),
    },
    { cmd: 'unsubscribe', messageId: 10, unsubscriptions: [topic, `${topic}/#`] },
    { cmd: 'pingreq' },
    { cmd: 'disconnect' },
    { cmd: 'connect', clientId: 'again', protocolId: 'MQTT', protocolVersion: 4, clean: true, keepalive: 1 },
    { cmd: 'connack', returnCode: 0, sessionPresent: false },
    { cmd: 'suback', messageId: 9, granted: [0, 1, 2, 128] },
    { cmd: 'unsuback', messageId: 10, granted: [] },
    { cmd: 'pingresp' },
  ];
  return packets.map((packet) => mqtt.generate(packet));
}

/** Spoils packets: each time another way. */
export function mutator(random: () => number): (packet: Buffer, another: Buffer) => Buffer {
  const below = (limit: number) => Math.floor(random() * limit);
  const ways: readonly ((packet: Buffer, another: Buffer) => Buffer)[] = [
    (packet) => flipped(packet, 1 + below(8), below),
    (packet) => changed(packet, 1, below(256)),
    (packet) => changed(packet, 2 + below(2), below(256)),
    (packet) => changed(packet, 0, below(256)),
    (packet) => packet.subarray(0, below(packet.length)),
    (packet, another) => Buffer.concat([packet.subarray(0, below(packet.length)), another]),
    (packet, another) => Buffer.concat([packet, another.subarray(below(another.length))]),
    (packet) => Buffer.concat([packet, packet]),
    (packet) => withInserted(packet, below(packet.length), Buffer.from([below(256), 0, below(256)])),
    () => Buffer.from(Array.from({ length: 1 + below(40) }, () => below(256))),
    (packet) => packet,
  ];
  return (packet, another) => ways[below(ways.length)]?.(packet, another) ?? packet;
}

function flipped(packet: Buffer, bits: number, below: (limit: number) => number): Buffer {
  const copy = Buffer.from(packet);
  for (let bit = 0; bit < bits; bit += 1) {
    const at = below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << below(8));
  }
  return copy;
}

function changed(packet: Buffer, at: number, to: number): Buffer {
  const copy = Buffer.from(packet);
  if (at < copy.length) copy[at] = to;
  return copy;
}

function withInserted(packet: Buffer, at: number, bytes: Buffer): Buffer {
  return Buffer.concat([packet.subarray(0, at), bytes, packet.subarray(at)]);
}
