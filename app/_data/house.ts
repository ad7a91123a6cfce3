import 'server-only';
import type { CellPast, HouseNow } from '@/contracts/house';
import { houseNow, roomCells } from '@/server/history/queries';
import { seesRoom } from '@/server/sight';
import { sight } from './asking';
import { database } from './database';
import { home } from './home';
import { createKept } from './kept';

/** What the whole house took over a span (ms since 1970), and since midnight. */
export async function house(request: {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}): Promise<HouseNow> {
  return houseNow(database(), request, (await home()).timeZone, await sight());
}

/** Many open pages ask for the same: what was read half a minute ago is good enough for a line that small. */
const KEPT_MS = 30_000;
const KEPT_ROOMS = 200;
const kept = createKept<readonly CellPast[]>(KEPT_MS, KEPT_ROOMS);

/** What a room's cells show of the last 24 h; null: of the sensors that are in no room. */
export async function cells(roomId: number | null): Promise<readonly CellPast[]> {
  if (!seesRoom(await sight(), roomId)) return [];
  const { timeZone } = await home();
  return kept.get(`${roomId}`, () => roomCells(database(), roomId, timeZone));
}
