import { dayPlan, type Line, LOADS } from './appliances';
import { DAY_MS, MINUTE_MS } from './clock';
import { addMinutes, powerAt, type Stretch, workUntil } from './load';
import { type Weather, weatherAt } from './weather';

export interface HouseOptions {
  readonly seed: number;
  /** ms since 1970: the counters begin on the day of it. */
  readonly since: number;
  /** How far the house's clock is ahead of UTC; the same all year, so that every day has 24 hours. */
  readonly offsetMs: number;
}

/** One house through time. What its sensors say agrees, for all of it follows from seed and moment. */
export interface House {
  readonly seed: number;
  /** ms of the house's clock. */
  local(at: number): number;
  /** W. */
  power(line: Line, at: number): number;
  /** kWh since the counters began: exactly what the power adds up to. */
  energy(line: Line, at: number): number;
  /** W that the meter sees: all loads, less the sun; negative when the house gives. */
  net(at: number): number;
  /** kWh, netted minute by minute: what came in less what went out is what `net` adds up to at every full minute. */
  imported(at: number): number;
  exported(at: number): number;
  /** Moments after `from` up to `to` at which something of the line is switched. */
  switches(line: Line, from: number, to: number): readonly number[];
  weather(at: number): Weather;
}

type Account = Line | 'imported' | 'exported';

interface Day {
  readonly plans: Readonly<Record<Line, readonly Stretch[]>>;
  /** W × ms at the day's start. */
  readonly before: Readonly<Record<Account, number>>;
  /** W × ms of the day until each minute. */
  readonly imported: Float64Array;
  readonly exported: Float64Array;
}

const LINES: readonly Line[] = [...LOADS, 'solar'];
const MINUTES = DAY_MS / MINUTE_MS;
const WORK_OF_KWH = 3.6e9;
const KEPT_DAYS = 4;
/** Longer ones are no switching but a curve. */
const JUMP_WATTS = 8;

export function createHouse({ seed, since, offsetMs }: HouseOptions): House {
  const days = new Map<number, Day>();
  const firstDay = Math.floor((since + offsetMs) / DAY_MS);
  let newest = firstDay - 1;

  function dayOf(number: number): Day {
    const wanted = Math.max(number, firstDay);
    const known = days.get(wanted);
    if (known !== undefined) return known;
    // A day that has been let go is begun anew from the first: rare, for time goes forward.
    if (wanted <= newest) {
      days.clear();
      newest = firstDay - 1;
    }
    for (let next = newest + 1; next <= wanted; next += 1) {
      days.set(next, makeDay(seed, next, days.get(next - 1)));
      days.delete(next - KEPT_DAYS);
      newest = next;
    }
    return dayOf(wanted);
  }

  const place = (at: number) => {
    const local = at + offsetMs;
    const number = Math.floor(local / DAY_MS);
    return { day: dayOf(number), ms: local - number * DAY_MS };
  };
  const power = (line: Line, at: number) => {
    const { day, ms } = place(at);
    return powerAt(day.plans[line], ms);
  };
  const metered = (account: 'imported' | 'exported', at: number) => {
    const { day, ms } = place(at);
    const minute = Math.floor(ms / MINUTE_MS);
    const [from = 0, to = 0] = [day[account][minute], day[account][minute + 1]];
    return (day.before[account] + from + (to - from) * (ms / MINUTE_MS - minute)) / WORK_OF_KWH;
  };
  return {
    seed,
    local: (at) => at + offsetMs,
    power,
    energy: (line, at) => {
      const { day, ms } = place(at);
      return (day.before[line] + workUntil(day.plans[line], ms)) / WORK_OF_KWH;
    },
    net: (at) => LOADS.reduce((watts, load) => watts + power(load, at), 0) - power('solar', at),
    imported: (at) => metered('imported', at),
    exported: (at) => metered('exported', at),
    switches: (line, from, to) => {
      const number = Math.floor((to + offsetMs) / DAY_MS);
      const first = Math.max(firstDay, Math.floor((from + offsetMs) / DAY_MS));
      const moments: number[] = [];
      for (let each = first; each <= number; each += 1) {
        const midnight = each * DAY_MS - offsetMs;
        for (const moment of switchesOf(dayOf(each).plans[line])) moments.push(midnight + moment);
      }
      return moments.filter((at) => at > from && at <= to);
    },
    weather: (at) => weatherAt(seed, at + offsetMs),
  };
}

function makeDay(seed: number, number: number, yesterday: Day | undefined): Day {
  const plans = Object.fromEntries(LINES.map((line) => [line, dayPlan(line, seed, number)])) as Day['plans'];
  const net = new Float64Array(MINUTES);
  for (const line of LINES) addMinutes(net, plans[line], line === 'solar' ? -1 : 1);
  const accounts: readonly Account[] = [...LINES, 'imported', 'exported'];
  const before = Object.fromEntries(
    accounts.map((account) => [account, yesterday === undefined ? 0 : untilMidnight(yesterday, account)]),
  ) as Day['before'];
  return { plans, before, imported: addedUp(net, 1), exported: addedUp(net, -1) };
}

function untilMidnight(day: Day, account: Account): number {
  if (account === 'imported' || account === 'exported')
    return day.before[account] + (day[account][MINUTES] ?? 0);
  return day.before[account] + workUntil(day.plans[account], DAY_MS);
}

function addedUp(net: Float64Array, sign: 1 | -1): Float64Array {
  const sums = new Float64Array(MINUTES + 1);
  for (let minute = 0; minute < MINUTES; minute += 1) {
    sums[minute + 1] = (sums[minute] ?? 0) + Math.max(0, sign * (net[minute] ?? 0));
  }
  return sums;
}

function switchesOf(stretches: readonly Stretch[]): readonly number[] {
  return stretches
    .filter(({ from, to, startWatts }) => startWatts >= JUMP_WATTS && to - from < DAY_MS)
    .flatMap(({ from, to }) => [from, to]);
}
