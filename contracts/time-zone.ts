import { z } from 'zod';

/** A name of the IANA list. */
export const TimeZone = z.string().max(60).refine(isTimeZone, 'not an IANA time zone, such as Europe/Berlin');

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
