import { describe, expect, it } from 'vitest';
import { DEMO_PREFIX } from '@/contracts/topics';
import { readMappingFile } from '@/server/decode/mapping-file';
import type { World } from '@/server/demo/devices/device';
import { DEMO_DEVICES, DEMO_ROOMS, DEMO_SENSORS, demoMappingFile } from '@/server/demo/devices/devices';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/server/demo/house/clock';
import { createHouse } from '@/server/demo/house/house';
import { dueBetween } from '@/server/demo/schedule';

const BEGAN = Date.UTC(2026, 10, 26, 12);
const FROM = BEGAN - 7 * DAY_MS;

function aWorld(): World {
  const house = createHouse({ seed: 3, since: FROM, offsetMs: HOUR_MS });
  return { house, timeZone: 'Europe/Berlin', began: BEGAN };
}

function payloadsOf(topic: string, from: number, to: number): readonly string[] {
  return dueBetween(DEMO_DEVICES, aWorld(), { from, to, pace: 'pastMs' })
    .filter(({ message }) => message.topic === topic)
    .map(({ message }) => message.payload);
}

function isJson(text: string): boolean {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
}

describe('the devices of the demo', () => {
  it('are about twenty sensors, below demo/ alone', () => {
    const topics = dueBetween(DEMO_DEVICES, aWorld(), { from: FROM, to: FROM + DAY_MS, pace: 'pastMs' });
    const greeted = DEMO_DEVICES.flatMap((device) => device.greetings?.(aWorld()) ?? []);

    expect(DEMO_SENSORS.length).toBeGreaterThanOrEqual(18);
    expect(DEMO_SENSORS.length).toBeLessThanOrEqual(24);
    expect(
      [...topics.map(({ message }) => message), ...greeted].every(({ topic }) =>
        topic.startsWith(DEMO_PREFIX),
      ),
    ).toBe(true);
  });

  it('are taught by a file that a person could apply', () => {
    const read = readMappingFile(demoMappingFile(), {
      sensors: new Set(),
      rooms: new Set(),
      removed: new Set(),
    });

    expect(read).toMatchObject({ file: { rooms: DEMO_ROOMS } });
  });

  it('say the same in one long span as in many short ones', () => {
    const to = FROM + 30 * HOUR_MS;
    const whole = dueBetween(DEMO_DEVICES, aWorld(), { from: FROM, to, pace: 'pastMs' });
    const world = aWorld();
    const parts = Array.from({ length: 180 }, (_, index) => {
      const from = FROM + index * 10 * MINUTE_MS;
      return dueBetween(DEMO_DEVICES, world, { from, to: from + 10 * MINUTE_MS, pace: 'pastMs' });
    }).flat();

    expect(parts).toEqual(whole);
  });

  it('agree: the meter shows what the plugs, the heat pump, the rest and the sun add up to', () => {
    const world = aWorld();
    const at = BEGAN - 3 * HOUR_MS;
    const messages = DEMO_DEVICES.flatMap((device) => device.messages(world, at));
    const said = (topic: string) =>
      JSON.parse(messages.find((message) => message.topic === topic)?.payload ?? '');
    const plugs = messages.filter(({ topic }) => topic.endsWith('/SENSOR'));
    const plugged = plugs.reduce((sum, { payload }) => sum + JSON.parse(payload).ENERGY.Power, 0);
    const others = said('demo/heat-pump/status').power + world.house.power('rest', at);

    const shown = said('demo/meter/p1').active_power_w;

    expect(Math.abs(shown - (plugged + others - said('demo/solar/0/power')))).toBeLessThan(2);
  });

  it('have one that goes silent before the demo begins, and stays so', () => {
    expect(payloadsOf('demo/greenhouse/climate', BEGAN - 6 * HOUR_MS, BEGAN - 2 * HOUR_MS)).not.toEqual([]);
    expect(payloadsOf('demo/greenhouse/climate', BEGAN - 70 * MINUTE_MS, BEGAN + 5 * HOUR_MS)).toEqual([]);
  });

  it('have one that sends rubbish now and then: unreadable, empty, implausible', () => {
    const payloads = payloadsOf('demo/laundry/climate', FROM, BEGAN);
    const share = payloads.filter((text) => !isJson(text) || /null|-127/.test(text)).length / payloads.length;

    expect(payloads.some((text) => !isJson(text))).toBe(true);
    expect(payloads.some((text) => text.includes('null'))).toBe(true);
    expect(payloads.some((text) => text.includes('-127'))).toBe(true);
    expect(share).toBeLessThan(0.1);
  });

  it('have one whose clock is ahead by more than is believed', () => {
    const world = aWorld();
    const payload = DEMO_DEVICES.flatMap((device) => device.messages(world, BEGAN)).find(
      ({ topic }) => topic === 'demo/attic/climate',
    )?.payload;

    expect(JSON.parse(payload ?? '{}').time * 1000 - BEGAN).toBeGreaterThan(2 * MINUTE_MS);
  });

  it('send a few messages a second', () => {
    const due = dueBetween(DEMO_DEVICES, aWorld(), { from: BEGAN, to: BEGAN + HOUR_MS, pace: 'liveMs' });

    expect(due.length / 3600).toBeGreaterThan(1);
    expect(due.length / 3600).toBeLessThan(5);
  });

  it('have a past of a bounded size', () => {
    const due = dueBetween(DEMO_DEVICES, aWorld(), { from: FROM, to: BEGAN, pace: 'pastMs' });

    expect(due.length).toBeGreaterThan(30_000);
    expect(due.length).toBeLessThan(60_000);
  });
});
