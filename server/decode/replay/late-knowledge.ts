import type { PoolClient } from 'pg';
import type { Told } from '../told-history';
import { tell } from './ask';

/** What comes at once is one replay's, up to so many. */
const MOST_TOLD = 20_000;
/** Of decoders that haven't looked since, and of clocks that are a little apart. */
const STILL_LATE_S = 2;

/**
 * What a device told holds from its message on, and other partitions' messages received since may be decoded already: they are
 * decoded again, by one replay for what is told in the same seconds. Inside the transaction that stores it.
 */
export async function askForLateKnowledge(client: PoolClient, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const since = Math.min(...told.map(({ validFrom }) => validFrom)) / 1_000;
  const names = JSON.stringify(told.map(({ family, key, validFrom }) => [family, key, validFrom]));
  const { rows } = await client.query<{ id: number }>(ASK, [since, names]);
  for (const { id } of rows) await tell(client, id);
}

const ASK = `
  WITH extended AS (
    UPDATE replay_job SET from_at = least(from_at, to_timestamp($1::float8 / 1000)),
           to_at = clock_timestamp() + ${STILL_LATE_S} * interval '1 second', told = told || $2::jsonb
     WHERE state = 'waits' AND kind = 'knowledge' AND jsonb_array_length(told) < ${MOST_TOLD} RETURNING id)
  INSERT INTO replay_job (kind, what, who, topics, from_at, to_at, told)
  SELECT 'knowledge', 'What devices told of themselves after their messages were read', 'Hearth', '{#}',
         to_timestamp($1::float8 / 1000), clock_timestamp() + ${STILL_LATE_S} * interval '1 second', $2::jsonb
   WHERE NOT EXISTS (SELECT FROM extended) RETURNING id`;
