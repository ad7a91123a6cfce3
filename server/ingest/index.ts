import type { Context, Running } from '@/server/context';
import { startEmbeddedDoor } from './embedded-door';
import { startExternalDoor } from './external/external-door';
import { DOOR_LIMITS, type DoorLimits } from './limits';
import { startPublishing } from './publishing';

/**
 * MQTT in, raw log out: through the broker that the settings name, else through one of our own. What other roles have to say goes
 * out there, too.
 */
export async function startIngest(context: Context, own: Partial<DoorLimits> = {}): Promise<Running> {
  const limits = { ...DOOR_LIMITS, ...own };
  const { broker } = context.config;
  const door = await (broker === undefined
    ? startEmbeddedDoor(context, limits)
    : startExternalDoor(context, broker, limits));
  const publishing = startPublishing(context, door.way);
  return {
    stop: async () => {
      await Promise.all([publishing.stop(), door.stop()]);
    },
  };
}
