import 'server-only';
import type { HeardDevices } from '@/contracts/device';
import { heardDevices } from '@/server/decode/queries';
import { whoMay } from './asking';
import { database } from './database';

/** The devices that were heard and feed no sensor, newest first. */
export async function devicesHeard(): Promise<HeardDevices> {
  await whoMay('run');
  return heardDevices(database());
}
