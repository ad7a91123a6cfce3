import { z } from 'zod';
import type { SearchServer } from '../target/search-server';
import { INDEX_PATTERN, INDEX_PREFIX } from '../target/templates';

const Listed = z.array(
  z.object({ index: z.string(), 'docs.count': z.string().nullish(), 'store.size': z.string().nullish() }),
);

/** An index of Hearth's on the server. */
export interface IndexLine {
  readonly name: string;
  readonly documents: number;
  readonly bytes: number;
}

/** Hearth's indices, oldest first. */
export async function listIndices(server: SearchServer): Promise<readonly IndexLine[]> {
  const path = `/_cat/indices/${INDEX_PATTERN}?format=json&bytes=b&h=index,docs.count,store.size`;
  const { json } = await server.expect({ method: 'GET', path });
  return Listed.parse(json)
    .map((line) => ({
      name: line.index,
      documents: Number(line['docs.count'] ?? 0),
      bytes: Number(line['store.size'] ?? 0),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The first index that is kept when the months before these are not: the running month counts as one. */
export function oldestKept(keepMonths: number | null, nowMs: number): string | undefined {
  if (keepMonths === null) return undefined;
  const now = new Date(nowMs);
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - keepMonths + 1, 1));
  return INDEX_PREFIX + first.toISOString().slice(0, 7).replace('-', '.');
}

const OWN_NAME = /^hearth-readings-\d{4}\.\d{2}$/;

export function expiredOf(lines: readonly IndexLine[], oldest: string | undefined): readonly IndexLine[] {
  return oldest === undefined ? [] : lines.filter(({ name }) => OWN_NAME.test(name) && name < oldest);
}

/** Deletes the indices of months that are kept no longer; answers with their names. */
export async function deleteExpired(
  server: SearchServer,
  oldest: string | undefined,
): Promise<readonly string[]> {
  if (oldest === undefined) return [];
  const expired = expiredOf(await listIndices(server), oldest).map(({ name }) => name);
  for (const name of expired) await server.expect({ method: 'DELETE', path: `/${name}` }, [404]);
  return expired;
}
