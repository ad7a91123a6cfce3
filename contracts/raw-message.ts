import { z } from 'zod';

/**
 * The raw record's one header, `hearth`: compact JSON, defaults left out.
 * The record's value is the MQTT payload byte for byte, its Kafka timestamp the moment of receipt.
 */
export const RAW_HEADER = 'hearth';

const RawHeader = z.object({
  /** UUIDv7, made once per accepted PUBLISH and kept through every retry. */
  uid: z.string().min(1).max(64),
  topic: z.string().min(1).max(1024),
  qos: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(0),
  /** The publisher's flag on a live message: it is a reading like any other. */
  retain: z.boolean().default(false),
  /** A message the broker had stored and delivered on subscribe: never a reading. */
  replayed: z.boolean().default(false),
  /** The PUBLISH carried DUP. */
  dup: z.boolean().default(false),
  /** MQTT packet id, for QoS 1 and 2. */
  packet: z.number().int().min(1).max(65_535).optional(),
  /** The client id, or from logins on the device's id. */
  device: z.string().max(256).optional(),
  /** Hearth's client id at an external broker, which doesn't say who published: `packet` is one of this session. */
  via: z.string().max(128).optional(),
  /** The client asked for a session that outlives the connection (not clean). */
  session: z.boolean().default(false),
  /** Moment of receipt, µs since 1970 UTC, strictly increasing per ingest. */
  received: z.number().int().nonnegative(),
  /** Who wrote it when it was no client at a door: `demo`, `import:<id>`. */
  source: z.string().max(80).optional(),
});
export type RawHeader = z.output<typeof RawHeader>;
type RawHeaderInput = z.input<typeof RawHeader>;

/** The header's JSON with every default left out. */
export function encodeRawHeader(header: RawHeaderInput): string {
  const { uid, topic, qos, retain, replayed, dup, packet, device, via, session, received, source } = header;
  return JSON.stringify({
    uid,
    topic,
    qos: qos || undefined,
    retain: retain || undefined,
    replayed: replayed || undefined,
    dup: dup || undefined,
    packet,
    device,
    via,
    session: session || undefined,
    received,
    source,
  });
}

/** The header of a raw record; throws a ZodError or SyntaxError when it isn't one. */
export function parseRawHeader(json: string | Uint8Array): RawHeader {
  return RawHeader.parse(JSON.parse(typeof json === 'string' ? json : new TextDecoder().decode(json)));
}

/** The raw record's key: the MQTT topic; for Sparkplug group and edge node, whose sequence and aliases belong together. */
export function rawKey(topic: string): string {
  if (!topic.startsWith('spBv1.0/')) return topic;
  const [namespace, group, , edge] = topic.split('/');
  return edge === undefined ? topic : `${namespace}/${group}/${edge}`;
}
