import type { Context, Running } from '@/server/context';
import { startEmbeddedDoor } from './embedded-door';
import { startExternalDoor } from './external/external-door';
import { DOOR_LIMITS, type DoorLimits } from './limits';

/** MQTT in, raw log out: through the broker that the settings name, else through one of our own. */
export function startIngest(context: Context, own: Partial<DoorLimits> = {}): Promise<Running> {
  const limits = { ...DOOR_LIMITS, ...own };
  const { broker } = context.config;
  return broker === undefined
    ? startEmbeddedDoor(context, limits)
    : startExternalDoor(context, broker, limits);
}
