import { z } from 'zod';
import { MQTT_OUT } from './topics';

/**
 * One header, `hearth`, of what Hearth publishes itself: compact JSON. The record's key is the MQTT topic, its value the payload
 * byte for byte, its Kafka timestamp the moment of asking.
 */
export const OUT_HEADER = 'hearth';

const OutHeader = z.object({
  topic: z
    .string()
    .min(1)
    .max(256)
    .refine((topic) => !/[\0#+]/.test(topic) && !topic.startsWith('$'), 'no topic to publish to'),
  qos: z.union([z.literal(0), z.literal(1)]),
  retain: z.boolean(),
  /** For people: what asked for it. */
  why: z.string().max(200),
});
export type OutHeader = z.output<typeof OutHeader>;

/** A message that Hearth publishes. */
export interface OutMessage extends OutHeader {
  readonly payload: Uint8Array;
}

/** The record that asks ingest to publish a message. */
export function outRecord({ payload, ...header }: OutMessage) {
  return {
    topic: MQTT_OUT,
    key: header.topic,
    value: Buffer.from(payload),
    headers: { [OUT_HEADER]: JSON.stringify(OutHeader.parse(header)) },
  };
}

/** Undefined where a record asks for nothing that can be published. */
export function parseOut(record: {
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, Buffer | undefined>>;
}): OutMessage | undefined {
  try {
    const header = OutHeader.safeParse(JSON.parse(record.headers[OUT_HEADER]?.toString('utf8') ?? ''));
    return header.success ? { ...header.data, payload: record.value ?? new Uint8Array(0) } : undefined;
  } catch {
    return undefined;
  }
}
