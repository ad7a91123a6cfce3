'use server';

import { refresh } from 'next/cache';
import * as swaps from '@/app/_data/swaps';
import type { Outcome } from '@/contracts/registry';
import type { Swapped, SwapTakenBack, SwapWish } from '@/contracts/swap';
import { attempt } from '../attempt';

/** From now on, or since it was heard, the device feeds the sensor in the place of another one. */
export async function swapDevice(wish: SwapWish): Promise<Outcome<Swapped>> {
  return attempt(() => swaps.swapDevice(wish));
}

/** What fed the sensor before does so again, unless it feeds another one by now. */
export async function undoSwap(id: number): Promise<Outcome<SwapTakenBack>> {
  const outcome = await attempt(() => swaps.undoSwap(id));
  if ('done' in outcome) refresh();
  return outcome;
}
