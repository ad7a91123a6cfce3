import { z } from 'zod';
import { sensors, sensorsOfRoom } from '@/app/_data/sensors';
import { answer } from '../answer';
import { queryOf } from './series-query';

const Query = z.object({
  /** Absent: of the whole home. */
  room: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});

/** Sensors with their newest values, and the cursor at which a watch of them goes on. */
export function GET(request: Request): Promise<Response> {
  return answer(() => {
    const { room } = Query.parse(queryOf(request));
    return room === undefined ? sensors() : sensorsOfRoom(room);
  });
}
