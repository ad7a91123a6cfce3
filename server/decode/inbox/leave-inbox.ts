import type { Pool } from 'pg';
import { shapeOf } from './count-unclaimed';
import type { InboxReason, Unclaimed } from './unclaimed';

/** A message that nobody got anything of, and that is explained by now. */
export type Explained = Pick<Unclaimed, 'reason' | 'topic' | 'payload'>;

/** What a device heard sends waits for a name, not for an explanation. */
const WAITS: readonly InboxReason[] = ['UNCLAIMED', 'UNKNOWN_DEVICE'];

/** What looks like these messages waits for nobody to explain it; what else came on their topics stays. */
export async function leaveInbox(pool: Pool, explained: readonly Explained[]): Promise<void> {
  const rows = new Map(
    explained
      .filter(({ reason }) => WAITS.includes(reason))
      .map(({ reason, topic, payload }) => {
        const row = [topic, reason, shapeOf({ payload })] as const;
        return [row.join('\n'), row];
      }),
  );
  if (rows.size === 0) return;
  const columns = [0, 1, 2].map((column) => [...rows.values()].map((row) => row[column]));
  // What was counted before there were shapes has none.
  await pool.query(
    `DELETE FROM inbox_source AS source USING unnest($1::text[], $2::text[], $3::text[]) AS explained (topic, reason, shape)
      WHERE source.topic = explained.topic AND source.reason = explained.reason
        AND (source.shape = explained.shape OR source.kind = '')`,
    columns,
  );
}
