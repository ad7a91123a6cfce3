import type pg from 'pg';
import type { AuditLine } from '@/contracts/people';

export interface AuditFilter {
  /** Found in who, action or subject. */
  readonly text: string;
  /** Entries older than this one. */
  readonly before: string | undefined;
  readonly limit: number;
}

/** What was done and tried, newest first. */
export async function readAudit(
  { pool }: { readonly pool: Pick<pg.Pool, 'query'> },
  { text, before, limit }: AuditFilter,
): Promise<readonly AuditLine[]> {
  const { rows } = await pool.query<AuditLine>(
    `SELECT id::text, (extract(epoch FROM at) * 1000)::float8 AS at, who, action, subject, detail, address
       FROM audit_entry
      WHERE ($2::bigint IS NULL OR id < $2)
        AND ($1 = '' OR strpos(lower(who || ' ' || action || ' ' || subject), lower($1)) > 0)
      ORDER BY id DESC LIMIT $3`,
    [text, before ?? null, limit],
  );
  return rows;
}
