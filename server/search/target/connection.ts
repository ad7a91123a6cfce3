import { readFileSync } from 'node:fs';
import type { Pool } from 'pg';
import type { SearchSettings } from '@/server/config';
import { CannotOpen, type SecretBox } from '@/server/secret-box';
import { SearchFault } from './search-fault';

/** How a search server is reached. */
export interface Connection {
  /** http or https, without a trailing slash. */
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  readonly apiKey?: string;
  /** Certificates in PEM form that are trusted besides the system's. */
  readonly ca?: string;
}

export interface ConnectionRow {
  readonly url: string | null;
  readonly username: string | null;
  readonly secret: string | null;
  readonly ca: string | null;
  readonly kibanaUrl: string | null;
  readonly keepMonths: number | null;
  readonly revision: number;
}

const EMPTY_ROW: ConnectionRow = {
  url: null,
  username: null,
  secret: null,
  ca: null,
  kibanaUrl: null,
  keepMonths: null,
  revision: 0,
};

/** What the page was told; all null and revision 0 before that. */
export async function readConnectionRow(pool: Pick<Pool, 'query'>): Promise<ConnectionRow> {
  const { rows } = await pool.query<ConnectionRow>(
    `SELECT url, username, secret, ca, kibana_url AS "kibanaUrl", keep_months AS "keepMonths", revision
       FROM search_connection WHERE id = 1`,
  );
  return rows[0] ?? EMPTY_ROW;
}

/** The process's settings go before what the page was told. Undefined: there is no search server. Throws `SearchFault`. */
export function connectionOf(
  settings: SearchSettings,
  row: ConnectionRow,
  box: SecretBox,
): Connection | undefined {
  return settings.url === undefined ? ofRow(row, box) : ofSettings({ ...settings, url: settings.url });
}

function ofSettings({ url, user, password, apiKey, caFile }: SearchSettings & { url: string }): Connection {
  return {
    url: url.replace(/\/+$/, ''),
    ...(user !== undefined && password !== undefined && { user, password }),
    ...(apiKey !== undefined && { apiKey }),
    ...(caFile !== undefined && { ca: certificatesIn(caFile) }),
  };
}

function ofRow({ url, username, secret, ca }: ConnectionRow, box: SecretBox): Connection | undefined {
  if (url === null) return undefined;
  return {
    url,
    ...(secret !== null && credentials(username, openedSecret(secret, box))),
    ...(ca !== null && { ca }),
  };
}

function credentials(user: string | null, secret: string): Partial<Connection> {
  return user === null ? { apiKey: secret } : { user, password: secret };
}

/** How the page's connection logs in. */
export function authOfRow({ username, secret }: ConnectionRow): 'none' | 'password' | 'apiKey' {
  if (secret === null) return 'none';
  return username === null ? 'apiKey' : 'password';
}

/** Throws `SearchFault`. */
export function openedSecret(secret: string, box: SecretBox): string {
  try {
    return box.open(secret);
  } catch (error) {
    if (error instanceof CannotOpen) throw new SearchFault('settings', error.message);
    throw error;
  }
}

function certificatesIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SearchFault('settings', `ELASTICSEARCH_CA can't be read: ${reason}.`);
  }
}
