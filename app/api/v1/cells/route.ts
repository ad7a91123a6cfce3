import { z } from 'zod';
import { cells } from '@/app/_data/house';
import { answer } from '../answer';
import { queryOf } from '../sensors/series-query';

const Query = z.object({
  /** Absent: the sensors that are in no room. */
  room: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});

/** What the board's cells show of a room's last 24 h. */
export function GET(request: Request): Promise<Response> {
  return answer(() => cells(Query.parse(queryOf(request)).room ?? null));
}
