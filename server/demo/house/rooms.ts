import { between, daily, HOUR_MS, MINUTE_MS } from './clock';
import type { House } from './house';
import { wander } from './random';

export interface Air {
  readonly temperature: number;
  readonly humidity: number;
}

interface Room {
  readonly warmth: number;
  readonly dampness: number;
  /** Hours of the day after which steam hangs in the air, and how much. */
  readonly steam: readonly (readonly [hour: number, humidity: number])[];
}

export const ROOM_AIR = {
  livingRoom: { warmth: 21.2, dampness: 46, steam: [] },
  kitchen: { warmth: 21, dampness: 48, steam: [[18.3, 14]] },
  bedroom: { warmth: 18.4, dampness: 54, steam: [] },
  childRoom: { warmth: 20.4, dampness: 50, steam: [] },
  bathroom: {
    warmth: 22.3,
    dampness: 55,
    steam: [
      [7.2, 30],
      [21.4, 16],
    ],
  },
  study: { warmth: 20.8, dampness: 45, steam: [] },
  laundry: { warmth: 17.6, dampness: 60, steam: [[11, 10]] },
  attic: { warmth: 15.2, dampness: 58, steam: [] },
} satisfies Record<string, Room>;
export type RoomName = keyof typeof ROOM_AIR;

const STEAM_HANGS_MS = 35 * MINUTE_MS;

/** Warmer by day and a little so with the weather; drier when warmer; steamy after a shower. */
export function roomAir(house: House, name: RoomName, at: number): Air {
  const room: Room = ROOM_AIR[name];
  const local = house.local(at);
  const own = house.seed + 101 * (Object.keys(ROOM_AIR).indexOf(name) + 1);
  const outside = house.weather(at).temperature;
  const temperature =
    room.warmth + 0.8 * daily(local, 18) + 0.04 * (outside - 8) + 0.3 * wander(own, local, 40 * MINUTE_MS);
  const steam = room.steam.reduce((sum, [hour, humidity]) => sum + humidity * hanging(local, hour), 0);
  const humidity =
    room.dampness - 2 * (temperature - room.warmth) + 3 * wander(own + 1, local, 2 * HOUR_MS) + steam;
  return { temperature, humidity: between(20, 97, humidity) };
}

/** Of people at work: it rises while the desk is in use and falls when it isn't. */
export function studyCo2(house: House, at: number): number {
  const breathed = [0, 10, 20, 30, 40, 50].reduce(
    (sum, minutes) => sum + (house.power('desk', at - minutes * MINUTE_MS) > 30 ? 110 : 0),
    0,
  );
  return 470 + breathed + 45 * wander(house.seed + 31, house.local(at), 12 * MINUTE_MS);
}

/** 1 … 0 after an hour of the day. */
function hanging(localMs: number, hour: number): number {
  const since = (localMs % (24 * HOUR_MS)) - hour * HOUR_MS;
  return since < 0 ? 0 : Math.exp(-since / STEAM_HANGS_MS);
}
