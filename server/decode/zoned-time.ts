const HOUR_MS = 3_600_000;
const SLOT_MS = 900_000;
const DAY_MS = 24 * HOUR_MS;
const KEPT_SLOTS = 10_000;

const clocks = new Map<string, Intl.DateTimeFormat>();
const offsetsBySlot = new Map<string, readonly number[]>();

/**
 * The moment (ms since 1970 UTC) of a wall clock in a zone. The hour that comes twice in autumn: the candidate nearest
 * receipt. The hour that spring leaves out: read with the offset before the change, as by a clock not yet put forward.
 */
export function zonedTime(wallMs: number, zone: string, receivedMs: number): number {
  const offsets = offsetsAround(wallMs, zone);
  const candidates = offsets
    .map((offset) => ({ offset, moment: wallMs - offset }))
    .filter(({ offset, moment }) => offsetAt(moment, zone) === offset)
    .map(({ moment }) => moment);
  const [first, second] = candidates;
  if (first === undefined) return wallMs - (offsets[0] ?? 0);
  if (second === undefined) return first;
  return Math.abs(second - receivedMs) < Math.abs(first - receivedMs) ? second : first;
}

/** The zone's offsets a day before and a day after: two only around a change. Changes fall on quarter hours. */
function offsetsAround(wallMs: number, zone: string): readonly number[] {
  const slot = Math.floor(wallMs / SLOT_MS);
  const key = `${zone}@${slot}`;
  const known = offsetsBySlot.get(key);
  if (known !== undefined) return known;
  const offsets = [offsetAt(slot * SLOT_MS - DAY_MS, zone), offsetAt(slot * SLOT_MS + DAY_MS, zone)];
  const distinct = offsets[0] === offsets[1] ? offsets.slice(0, 1) : offsets;
  if (offsetsBySlot.size >= KEPT_SLOTS) offsetsBySlot.clear();
  offsetsBySlot.set(key, distinct);
  return distinct;
}

function offsetAt(moment: number, zone: string): number {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(moment / 1000) * 1000;
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new Intl.DateTimeFormat('en-US-u-ca-iso8601', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(zone, clock);
  return clock;
}
