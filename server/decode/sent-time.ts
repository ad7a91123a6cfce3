import type { TimeFormat } from '@/contracts/mapping-parts';
import type { MessageToRead } from './compiled-mapping';
import { type Stamp, stampFrom } from './device-time';

/** How a mapping says that times are written. */
interface TimeRule {
  readonly timeFormat?: TimeFormat | undefined;
  readonly timeZone?: string | undefined;
}

/** The time that a message carries, by the mapping's format and its zone or, where it names none, the home's. */
export function sentTime({ timeFormat = 'auto', timeZone }: TimeRule) {
  return (sent: unknown, { zone, receivedMs }: MessageToRead): Stamp | undefined =>
    sent === undefined
      ? undefined
      : stampFrom(sent, { format: timeFormat, zone: timeZone ?? zone }, receivedMs);
}
