/** A load that comes and goes with a period: `baseWatts` always, and pulses on top of it. */
export interface Profile {
  readonly periodMs: number;
  readonly baseWatts: number;
  readonly pulses: readonly Pulse[];
}

export interface Pulse {
  /** From the period's start; a pulse ends within its period. */
  readonly atMs: number;
  readonly lengthMs: number;
  readonly watts: number;
}

const MS_PER_HOUR = 3_600_000;

/** What the load draws at a moment, in W. */
export function powerAt(profile: Profile, at: number): number {
  const within = at % profile.periodMs;
  const running = profile.pulses.filter(
    (pulse) => within >= pulse.atMs && within < pulse.atMs + pulse.lengthMs,
  );
  return profile.baseWatts + running.reduce((sum, pulse) => sum + pulse.watts, 0);
}

/** What the load has drawn between two moments, in kWh: the exact integral of `powerAt`, so counter and power agree. */
export function energyBetween(profile: Profile, from: number, to: number): number {
  return (wattMsUntil(profile, to) - wattMsUntil(profile, from)) / MS_PER_HOUR / 1000;
}

function wattMsUntil(profile: Profile, at: number): number {
  const periods = Math.floor(at / profile.periodMs);
  const within = at - periods * profile.periodMs;
  const wholePulses = profile.pulses.reduce((sum, pulse) => sum + pulse.lengthMs * pulse.watts, 0);
  const begunPulses = profile.pulses.reduce(
    (sum, pulse) => sum + clamp(within - pulse.atMs, 0, pulse.lengthMs) * pulse.watts,
    0,
  );
  return profile.baseWatts * at + periods * wholePulses + begunPulses;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
