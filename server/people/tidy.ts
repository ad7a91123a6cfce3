import { ABSOLUTE_S } from './auth';
import type { People } from './people';

const KEPT_DAYS = 30;

/** Clears away sessions that are over, and links that were used or ran out a month ago. What was done stands in the audit log. */
export async function tidyPeople({ pool }: Pick<People, 'pool'>): Promise<void> {
  await pool.query(
    'DELETE FROM session WHERE expires_at < now() OR created_at < now() - make_interval(secs => $1)',
    [ABSOLUTE_S],
  );
  await pool.query('DELETE FROM verification WHERE expires_at < now()');
  const ago = 'now() - make_interval(days => $1)';
  await pool.query(`DELETE FROM one_time_link WHERE expires_at < ${ago} OR used_at < ${ago}`, [KEPT_DAYS]);
  await pool.query(`DELETE FROM share_link WHERE expires_at < ${ago} OR revoked_at < ${ago}`, [KEPT_DAYS]);
}
