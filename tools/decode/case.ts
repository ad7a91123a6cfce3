import { z } from 'zod';
import { readSettings } from '@/contracts/device-settings';
import { rehearsal } from '@/server/decode/queries';

const Message = z.object({
  topic: z.string(),
  payload: z.string().optional(),
  payloadBase64: z.string().optional(),
  retain: z.boolean().default(false),
});

const Expected = z.object({
  quantity: z.string(),
  value: z.number(),
  unit: z.string().nullable().default(null),
  time: z.string().nullable().default(null),
  channel: z.string().nullable().default(null),
  optional: z.boolean().default(false),
});
export type Expected = z.output<typeof Expected>;

/** One line of a file of cases. */
export const Case = Message.extend({
  id: z.string(),
  family: z.string().default('?'),
  context: z.array(Message).default([]),
  // A file may say more of its devices.
  settings: z.record(z.string(), z.unknown()).default({}).transform(readSettings),
  mapping: z.unknown().optional(),
  receivedAt: z.string().optional(),
  expected: z.array(Expected).default([]),
  acceptable: z.array(Expected).default([]),
  expectedAvailability: z.enum(['online', 'offline']).nullable().default(null),
  expectedDiscovery: z.array(z.record(z.string(), z.unknown())).default([]),
});

export type Case = z.output<typeof Case>;
export type Outcome = ReturnType<ReturnType<typeof rehearsal>['rehearse']>;

/** What comes out of a case, with fresh knowledge: its context first, then its message. */
export function outcomeOf(given: Case): Outcome {
  const { rehearse } = rehearsal(given.settings);
  const receivedMs = given.receivedAt === undefined ? undefined : Date.parse(given.receivedAt);
  for (const message of given.context) rehearse(withBytes(message), receivedMs);
  return rehearse(withBytes(given), receivedMs, given.mapping);
}

function withBytes({ topic, payload, payloadBase64, retain }: z.output<typeof Message>) {
  const bytes =
    payloadBase64 === undefined ? Buffer.from(payload ?? '', 'utf8') : Buffer.from(payloadBase64, 'base64');
  return { topic, payload: bytes, retain };
}
