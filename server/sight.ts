import type { Sight } from '@/contracts/people';

/** Holds for a row of `sensor` that is seen; `$1`: what `roomsSeen` gives. A sensor in no room is seen by who sees all. */
export const SEEN_SQL = '($1::int[] IS NULL OR sensor.room_id = ANY($1))';

/** For queries: ids of the rooms that are seen, null for all. */
export function roomsSeen(sight: Sight): readonly number[] | null {
  return sight === 'all' ? null : sight;
}

export function seesRoom(sight: Sight, roomId: number | null): boolean {
  return sight === 'all' || (roomId !== null && sight.includes(roomId));
}
