import { setTimeout as wait } from 'node:timers/promises';

/** Asks a search server as any other program would. Throws for an answer that is not 2xx. */
export interface SearchDoor {
  readonly url: string;
  ask<Answer>(method: string, path: string, body?: object): Promise<Answer>;
  /** How many documents of Hearth's there are, after a refresh. */
  count(query?: object): Promise<number>;
  /** Documents of Hearth's, at most 1,000. */
  documents(query?: object): Promise<readonly StoredDocument[]>;
  /** Takes everything away that Hearth made. */
  clear(): Promise<void>;
}

export interface StoredDocument {
  readonly index: string;
  readonly id: string;
  readonly version: number;
  readonly source: Readonly<Record<string, unknown>> & {
    readonly value: number;
    readonly '@timestamp': string;
  };
}

const PATTERN = 'hearth-readings-*';
const ALL = { match_all: {} };

export function searchDoor(url: string): SearchDoor {
  async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  }
  const refresh = () => ask('POST', `/${PATTERN}/_refresh`);
  return {
    url,
    ask,
    count: async (query = ALL) => {
      await refresh();
      return (await ask<{ count: number }>('POST', `/${PATTERN}/_count`, { query })).count;
    },
    documents: async (query = ALL) => {
      await refresh();
      const found = await ask<{
        hits: {
          hits: { _index: string; _id: string; _version: number; _source: StoredDocument['source'] }[];
        };
      }>('POST', `/${PATTERN}/_search`, {
        query,
        size: 1_000,
        version: true,
        sort: [{ '@timestamp': 'asc' }],
      });
      return found.hits.hits.map(({ _index: index, _id: id, _version: version, _source: source }) => ({
        index,
        id,
        version,
        source,
      }));
    },
    clear: async () => {
      await deleteIndices(ask);
      for (const path of ['_index_template/hearth-readings*', '_component_template/hearth-readings*'])
        await ask('DELETE', `/${path}`).catch(() => undefined);
    },
  };
}

/** A wildcard may not delete on every server: each by its name. */
async function deleteIndices(ask: SearchDoor['ask']): Promise<void> {
  const lines = await ask<{ index: string }[]>('GET', `/_cat/indices/${PATTERN}?format=json&h=index`);
  for (const { index } of lines) await ask('DELETE', `/${index}`);
  while ((await ask<unknown[]>('GET', `/_cat/indices/${PATTERN}?format=json&h=index`)).length > 0)
    await wait(50);
}
