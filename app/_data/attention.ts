import 'server-only';
import { allTroubles } from '@/components/sensors/attention';
import { mayDo } from '@/contracts/people';
import { type RefusedLogin, refusedLately } from '@/contracts/sensor-facts';
import { readLogins } from '@/server/logins/queries';
import { sight, whoMay } from './asking';
import { database } from './database';
import { createKept } from './kept';
import { facts, sensors } from './sensors';

/** Every page of everybody asks for it. */
const KEPT_MS = 15_000;
const KEPT_SIGHTS = 50;
const counts = createKept<number>(KEPT_MS, KEPT_SIGHTS);

/** Logins that were turned away lately, the newest first; none for those who could do nothing about it. */
export async function refusedLogins(): Promise<readonly RefusedLogin[]> {
  const { role } = await whoMay('look');
  if (!mayDo(role, 'run')) return [];
  return refusedLately(await readLogins(database()), Date.now());
}

/** How much needs attention, of what the one who asks may know. */
export async function needAttention(): Promise<number> {
  const { role } = await whoMay('look');
  const asked = JSON.stringify([mayDo(role, 'run'), await sight()]);
  return counts.get(asked, async () => {
    const [list, known, logins] = await Promise.all([sensors(), facts(), refusedLogins()]);
    return allTroubles(list.sensors, known, logins, list.serverTime).length;
  });
}
