import { Agent, FormData, fetch } from 'undici';
import { z } from 'zod';
import type { Connection } from '../target/connection';
import { SearchFault, unreachable } from '../target/search-fault';
import { authorization } from '../target/search-server';
import { savedObjectsFile } from './saved-objects';

const ANSWER_WITHIN_MS = 30_000;

const Imported = z.object({
  success: z.boolean(),
  successCount: z.number(),
  errors: z.array(z.looseObject({ id: z.string(), type: z.string() })).optional(),
});

/**
 * Puts data view and dashboards into Kibana or OpenSearch Dashboards, over those that are there; answers with how many.
 * Kibana takes who asks from the search server. Throws `SearchFault`.
 */
export async function loadSavedObjects(
  kibanaUrl: string,
  connection: Omit<Connection, 'url'>,
): Promise<number> {
  const { ca } = connection;
  const dispatcher = new Agent(ca === undefined ? {} : { connect: { ca } });
  try {
    const form = new FormData();
    form.set('file', new File([savedObjectsFile()], 'hearth.ndjson', { type: 'application/ndjson' }));
    const response = await fetch(`${kibanaUrl}/api/saved_objects/_import?overwrite=true`, {
      method: 'POST',
      // Each of the two asks for its own, and ignores the other's.
      headers: { 'kbn-xsrf': 'hearth', 'osd-xsrf': 'hearth', ...authorization(connection) },
      body: form,
      dispatcher,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return countOf(kibanaUrl, response.status, await response.text());
  } catch (error) {
    if (error instanceof SearchFault) throw error;
    throw unreachable(kibanaUrl, error instanceof Error && error.cause ? error.cause : error);
  } finally {
    await dispatcher.destroy();
  }
}

function countOf(kibanaUrl: string, status: number, text: string): number {
  const { host } = new URL(kibanaUrl);
  if (status === 401 || status === 403)
    throw new SearchFault(
      'credentials',
      `${host} doesn't permit it (${status}): who asks needs the right to write saved objects.`,
    );
  const imported = Imported.safeParse(parsed(text));
  if (status !== 200 || !imported.success)
    throw new SearchFault(
      'stranger',
      `What answers at ${host} is neither Kibana nor OpenSearch Dashboards (${status}).`,
    );
  const { success, successCount, errors = [] } = imported.data;
  if (!success)
    throw new SearchFault(
      'refused',
      `${host} took ${successCount} objects and not ${errors.map(({ id }) => id).join(', ')}.`,
    );
  return successCount;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
