import type { PoolClient } from 'pg';
import { z } from 'zod';
import { recordEvent } from '@/server/audit';
import { type Database, inTransaction } from '@/server/database';
import { writeAlone } from '../write-knowledge';
import { askForReplay } from './ask';

/** A version of a mapping, and the span that it shall hold for: when messages were received, ms since 1970. */
export interface VersionForSpan {
  readonly mappingId: number;
  readonly version: number;
  readonly from: number;
  readonly to: number;
}

const WithTopic = z.looseObject({ topic: z.string() });

/** Puts a version of a mapping in force for a span of the past, and asks for the replay that mends it. Answers the replay's id. */
export async function putVersionInForce(
  database: Pick<Database, 'pool'>,
  wish: VersionForSpan,
  who: string,
): Promise<{ readonly id: number } | { readonly problem: string }> {
  const { mappingId, version, from, to } = wish;
  if (!(Number.isSafeInteger(from) && Number.isSafeInteger(to) && from < to))
    return { problem: 'A span ends after it begins.' };
  return inTransaction(database, async (client) => {
    await writeAlone(client);
    const topics = await topicsOf(client, mappingId);
    if (!topics.versions.has(version))
      return { problem: `There is no version ${version} of mapping ${mappingId}.` };
    const id = await askForReplay(client, {
      kind: 'mapping',
      what: `Version ${version} of mapping ${mappingId} for the past`,
      who,
      topics: [...topics.filters],
      from,
      to,
      corrections: [wish],
    });
    await recordEvent(client, {
      who,
      action: 'replay.mapping',
      subject: `mapping ${mappingId}`,
      detail: { id, ...wish },
    });
    return { id };
  });
}

async function topicsOf(
  client: PoolClient,
  mappingId: number,
): Promise<{ readonly versions: ReadonlySet<number>; readonly filters: ReadonlySet<string> }> {
  const { rows } = await client.query<{ version: number; definition: unknown }>(
    'SELECT version, definition FROM mapping_version WHERE mapping_id = $1',
    [mappingId],
  );
  const filters = rows.flatMap(({ definition }) => WithTopic.safeParse(definition).data?.topic ?? []);
  return { versions: new Set(rows.map(({ version }) => version)), filters: new Set(filters) };
}
