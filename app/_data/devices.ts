import 'server-only';
import type { HeardDevices } from '@/contracts/device';
import { heardDevices } from '@/server/decode/queries';
import { database } from './database';

/** The devices that were heard and feed no sensor, newest first. */
export function devicesHeard(): Promise<HeardDevices> {
  return heardDevices(database());
}
