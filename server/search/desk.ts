import type { Pool } from 'pg';
import type { SearchSettings } from '@/server/config';
import { secretBoxIn } from '@/server/secret-box';
import { type Connection, type ConnectionRow, connectionOf, readConnectionRow } from './target/connection';
import { createSearchServer, type SearchServer } from './target/search-server';

export interface DeskParts {
  readonly pool: Pool;
  readonly settings: SearchSettings;
  readonly dataDir: string;
}

/** The search server as pages ask it: over connections of their own, which never wait for the role's. */
export interface Desk {
  /** Undefined: there is no search server. Throws `SearchFault`. */
  open(): Promise<OpenDesk | undefined>;
  /** A server that nobody has saved yet; close it. */
  tryOut(connection: Connection): SearchServer;
  close(): Promise<void>;
}

export interface OpenDesk {
  readonly server: SearchServer;
  readonly connection: Connection;
  readonly row: ConnectionRow;
}

const CONNECTIONS = 2;

export function createDesk({ pool, settings, dataDir }: DeskParts): Desk {
  const box = secretBoxIn(dataDir);
  let kept: (OpenDesk & { readonly revision: number }) | undefined;
  return {
    open: async () => {
      const row = await readConnectionRow(pool);
      if (kept?.revision === row.revision) return kept;
      const connection = connectionOf(settings, row, box);
      const former = kept;
      kept = undefined;
      // What is under way ends first.
      void former?.server.close();
      if (connection === undefined) return undefined;
      const server = createSearchServer(connection, CONNECTIONS);
      kept = { server, connection, row, revision: row.revision };
      return kept;
    },
    close: async () => {
      await kept?.server.close();
      kept = undefined;
    },
    tryOut: (connection) => createSearchServer(connection, CONNECTIONS),
  };
}
