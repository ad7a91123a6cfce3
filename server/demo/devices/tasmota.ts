import { DEMO_PREFIX } from '@/contracts/topics';
import { zoneOffsetMs } from '@/contracts/zone-offset';
import type { Load } from '../house/appliances';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../house/clock';
import { wander } from '../house/random';
import { type DemoDevice, type DemoSensor, type Message, rounded, type World } from './device';

export interface Plug {
  readonly load: Load;
  readonly id: string;
  readonly name: string;
  readonly room: string;
}

/** A plug with Tasmota on it, full topic `demo/%topic%/%prefix%/`: it speaks every 5 min (here 10 s), and when power jumps. */
export function plugDevices({ load, id }: Plug): readonly DemoDevice[] {
  const base = `${DEMO_PREFIX}${id}`;
  const clientId = `demo-${id}`;
  return [
    {
      clientId,
      rhythm: { pastMs: 5 * MINUTE_MS, liveMs: 10 * SECOND_MS },
      greetings: () => [{ topic: `${base}/tele/LWT`, payload: 'Online', retain: true }],
      will: { topic: `${base}/tele/LWT`, payload: 'Offline', retain: true },
      events: ({ house }, from, to) => house.switches(load, from, to),
      messages: (world, at) => [
        { topic: `${base}/tele/SENSOR`, payload: JSON.stringify(telemetry(load, world, at)) },
      ],
    },
    {
      clientId,
      rhythm: { pastMs: HOUR_MS, liveMs: 5 * MINUTE_MS },
      messages: (world, at) => [stateMessage(base, id, world, at)],
    },
  ];
}

export function plugSensor({ id, name, room }: Plug): DemoSensor {
  return { id: `demo-${id}`, name, room, device: { family: 'tasmota', key: `${DEMO_PREFIX}${id}` } };
}

function telemetry(load: Load, { house, timeZone }: World, at: number): object {
  const local = house.local(at);
  const midnight = at - (local % DAY_MS);
  const power = house.power(load, at);
  const voltage = 231 + 2.5 * wander(house.seed + 13, local, 4 * MINUTE_MS);
  const factor = power > 500 ? 1 : 0.86;
  const total = house.energy(load, at);
  return {
    Time: localTime(at, timeZone),
    ENERGY: {
      Total: rounded(total, 3),
      Today: rounded(total - house.energy(load, midnight), 3),
      Yesterday: rounded(house.energy(load, midnight) - house.energy(load, midnight - DAY_MS), 3),
      Power: rounded(power, 1),
      ApparentPower: rounded(power / factor, 0),
      Factor: factor,
      Voltage: rounded(voltage, 0),
      Current: rounded(power / factor / voltage, 3),
    },
  };
}

function stateMessage(base: string, id: string, { house, timeZone, began }: World, at: number): Message {
  const signal = -58 - (id.length % 7) + 4 * wander(house.seed + id.length, at, 20 * MINUTE_MS);
  const uptime = Math.floor((at - began) / SECOND_MS) + 1_900_000;
  const state = {
    Time: localTime(at, timeZone),
    UptimeSec: uptime,
    POWER: 'ON',
    Wifi: { SSId: 'demo', RSSI: Math.round(2 * (signal + 100)), Signal: Math.round(signal) },
  };
  return { topic: `${base}/tele/STATE`, payload: JSON.stringify(state) };
}

/** `2026-11-26T08:15:00`, in the zone's own time, which it doesn't name. */
function localTime(at: number, timeZone: string): string {
  return new Date(at + zoneOffsetMs(at, timeZone)).toISOString().slice(0, 19);
}
