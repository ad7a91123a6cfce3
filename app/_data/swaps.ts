import 'server-only';
import { z } from 'zod';
import { DeviceName } from '@/contracts/device';
import type { Outcome } from '@/contracts/registry';
import type { SwapLine, SwapPlan, Swapped, SwapTakenBack } from '@/contracts/swap';
import * as commands from '@/server/swaps/commands';
import { readSwapPlan, readSwaps } from '@/server/swaps/queries';
import { handedToPages } from '@/server/web/queries';
import { actor, recorded, whoMay } from './asking';
import { database } from './database';
import { home } from './home';

const Offset = z.object({
  quantity: z.string().min(1).max(40),
  channel: z.string().max(120).nullable(),
  offset: z.number().min(-1e15).max(1e15),
});
const Wish = z.object({
  sensorId: z.string().min(1).max(64),
  device: DeviceName,
  since: z.number().int().min(0).nullable(),
  offsets: z.array(Offset).max(100),
});

/** What it means that a device continues a sensor, from a moment on or as far back as it was heard. */
export async function swapPlan(
  sensorId: string,
  device: DeviceName,
  since: number | undefined,
): Promise<SwapPlan | undefined> {
  await whoMay('run');
  const parts = { database: database(), log: handedToPages().log, zone: (await home()).timeZone };
  return readSwapPlan(parts, sensorId, device, since);
}

/** Whoever sees a sensor sees when its device was another one: the page asks for sensors that are seen alone. */
export async function swapsOf(sensorId: string): Promise<readonly SwapLine[]> {
  await whoMay('look');
  return readSwaps(database(), sensorId);
}

export async function swapDevice(given: unknown): Promise<Outcome<Swapped>> {
  await whoMay('run');
  const wish = Wish.parse(given);
  const event = { action: 'device swapped', subject: wish.sensorId, detail: { after: wish } };
  const by = await actor();
  return recorded('run', event, () => commands.swapDevice(database(), wish, by));
}

export async function undoSwap(id: number): Promise<Outcome<SwapTakenBack>> {
  await whoMay('run');
  return commands.undoSwap(database(), z.number().int().parse(id), await actor());
}
