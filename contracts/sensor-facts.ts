import type { LoginLine } from './device-login';

/** What lists say of a sensor besides its values. Moments are ms since 1970. */
export interface SensorFacts {
  readonly id: string;
  /** Who reads what it sends: a family of devices, or `mapping`; null: nothing feeds it. */
  readonly family: string | null;
  readonly model: string | null;
  /** As its device says itself; null: it never did. */
  readonly firmware: string | null;
  /** Its last 24 hours, learnt every few minutes; null: nothing came yet, or it is not learnt yet. */
  readonly day: SensorDay | null;
  /** Its newest reading, where that can't be; learnt with its day. */
  readonly implausible: ImplausibleReading | null;
}

export interface SensorDay {
  readonly messages: number;
  /** Later than a day before `learntAt` for a younger sensor: its first reading. */
  readonly since: number;
  readonly learntAt: number;
  /** Share of that time that is not a gap, 0 to 1, of the series that its page opens with. */
  readonly complete: number | null;
}

export interface ImplausibleReading {
  readonly quantity: string;
  readonly channel: string | null;
  readonly unit: string;
  readonly value: number;
  readonly measuredAt: number;
}

/** A sensor that is on no list, and can be brought back. */
export interface ArchivedSensor {
  readonly id: string;
  readonly name: string;
  readonly room: string | null;
  readonly archivedAt: number;
}

/** A login that was turned away lately: why, and when. */
export interface RefusedLogin {
  readonly id: string;
  readonly name: string;
  readonly at: number;
  readonly why: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LEAST_MS = 600_000;

/**
 * Those that were turned away within a day, the newest first. One that came in afterwards is over its trouble, but for the first
 * hour: what it may not do it may try again.
 */
export function refusedLately(
  logins: readonly Pick<LoginLine, 'id' | 'name' | 'lastSeenAt' | 'lastRefusedAt' | 'lastRefusal'>[],
  now: number,
): readonly RefusedLogin[] {
  return logins
    .flatMap(({ id, name, lastSeenAt, lastRefusedAt: at, lastRefusal }): RefusedLogin[] => {
      if (at === null) return [];
      const matters = (lastSeenAt ?? 0) > at ? HOUR_MS : DAY_MS;
      return now - at > matters ? [] : [{ id, name, at, why: lastRefusal ?? 'it was not said why' }];
    })
    .sort((one, other) => other.at - one.at);
}

/** Messages a day; those of a younger sensor are scaled. Null before ten minutes of it are known. */
export function messagesADay({ messages, since, learntAt }: SensorDay): number | null {
  const lasted = learntAt - since;
  if (lasted < LEAST_MS) return null;
  return isYoung({ since, learntAt }) ? (messages * DAY_MS) / lasted : messages;
}

/** Does the sensor's day not have all its hours yet? */
export function isYoung({ since, learntAt }: Pick<SensorDay, 'since' | 'learntAt'>): boolean {
  return learntAt - since < DAY_MS - 1_000;
}
