import { z } from 'zod';
import type { Cursor, Scope } from '@/contracts/socket-events';

const Offset = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

const RequestedScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sensor'), id: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('room'), id: z.number().int().min(1).max(2_147_483_647) }),
  z.object({ kind: z.literal('home') }),
]);

const RequestedCursor = z.object({
  topicId: z.string().min(1).max(64),
  offsets: z
    .record(z.string().regex(/^(0|[1-9]\d{0,5})$/), Offset)
    .refine((offsets) => Object.keys(offsets).length <= 10_000),
});

const SeenNumber = Offset;

export interface WatchRequest {
  readonly scope: Scope;
  readonly since: Cursor | undefined;
}

/** What a socket asked to watch; undefined when it can't be read. An absent cursor travels as null. */
export function parseWatchRequest(scope: unknown, since: unknown): WatchRequest | undefined {
  const parsed = z
    .object({ scope: RequestedScope, since: RequestedCursor.nullish() })
    .safeParse({ scope, since });
  return parsed.success ? { scope: parsed.data.scope, since: parsed.data.since ?? undefined } : undefined;
}

/** A frame's number; undefined when it is none. */
export function parseSeen(n: unknown): number | undefined {
  const parsed = SeenNumber.safeParse(n);
  return parsed.success ? parsed.data : undefined;
}
