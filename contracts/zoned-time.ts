import { zoneOffsetMs } from './zone-offset';

const HOUR_MS = 3_600_000;
const SLOT_MS = 900_000;
const DAY_MS = 24 * HOUR_MS;
const KEPT_SLOTS = 10_000;

const offsetsBySlot = new Map<string, readonly number[]>();

/**
 * The moment (ms since 1970 UTC) of a wall clock in a zone. The hour that comes twice in autumn: the candidate nearest
 * receipt. The hour that spring leaves out: read with the offset before the change, as by a clock not yet put forward.
 */
export function zonedTime(wallMs: number, zone: string, receivedMs: number): number {
  const offsets = offsetsAround(wallMs, zone);
  const [only = 0] = offsets;
  // Mostly no change is near.
  if (offsets.length === 1) return wallMs - only;
  const candidates = offsets
    .map((offset) => ({ offset, moment: wallMs - offset }))
    .filter(({ offset, moment }) => zoneOffsetMs(moment, zone) === offset)
    .map(({ moment }) => moment);
  const [first, second] = candidates;
  if (first === undefined) return wallMs - only;
  if (second === undefined) return first;
  return Math.abs(second - receivedMs) < Math.abs(first - receivedMs) ? second : first;
}

/** The zone's offsets a day before and a day after: two only around a change. Changes fall on quarter hours. */
function offsetsAround(wallMs: number, zone: string): readonly number[] {
  const slot = Math.floor(wallMs / SLOT_MS);
  const key = `${zone}@${slot}`;
  const known = offsetsBySlot.get(key);
  if (known !== undefined) return known;
  const offsets = [zoneOffsetMs(slot * SLOT_MS - DAY_MS, zone), zoneOffsetMs(slot * SLOT_MS + DAY_MS, zone)];
  const distinct = offsets[0] === offsets[1] ? offsets.slice(0, 1) : offsets;
  if (offsetsBySlot.size >= KEPT_SLOTS) offsetsBySlot.clear();
  offsetsBySlot.set(key, distinct);
  return distinct;
}
