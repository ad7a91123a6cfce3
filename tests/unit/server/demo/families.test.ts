import { describe, expect, it } from 'vitest';
import { decodeMessage } from '@/server/decode/decode-message';
import { createMemory } from '@/server/decode/memory';
import type { Message, World } from '@/server/demo/devices/device';
import { DEMO_DEVICES, DEMO_SENSORS } from '@/server/demo/devices/devices';
import { DAY_MS, HOUR_MS } from '@/server/demo/house/clock';
import { createHouse } from '@/server/demo/house/house';
import { aRawHeader } from '@/tests/support/builders';

const BEGAN = Date.UTC(2026, 10, 26, 12);
const ZONE = 'Europe/Berlin';
const house = createHouse({ seed: 20, since: BEGAN - 7 * DAY_MS, offsetMs: HOUR_MS });
const world: World = { house, timeZone: ZONE, began: BEGAN };

interface Heard {
  readonly quantities: Set<string>;
  readonly stamps: Set<number>;
}

/** What the families make of everything that the demo says at a moment, by device. */
function heardAt(at: number): ReadonlyMap<string, Heard> {
  const memory = createMemory();
  const heard = new Map<string, Heard>();
  const greetings = DEMO_DEVICES.flatMap((device) => device.greetings?.(world) ?? []);
  const messages = DEMO_DEVICES.flatMap((device) => device.messages(world, at));
  for (const message of [...greetings, ...messages]) {
    for (const { family, key, measures, stamp } of decodeMessage(rawOf(message, at), memory, ZONE).heard) {
      const name = `${family} ${key}`;
      const known = heard.get(name) ?? { quantities: new Set(), stamps: new Set() };
      for (const { quantity } of measures) known.quantities.add(quantity);
      if (stamp !== undefined) known.stamps.add(stamp.micros / 1_000);
      heard.set(name, known);
    }
  }
  return heard;
}

function rawOf({ topic, payload, retain }: Message, at: number) {
  const header = aRawHeader({ topic, retain: retain === true, received: at * 1_000 });
  return { header, payload: Buffer.from(payload), partition: 0, offset: 0, atMs: at };
}

describe('what the demo says in the words of Tasmota and Zigbee2MQTT', () => {
  const bound = DEMO_SENSORS.flatMap(({ id, device }) => (device === undefined ? [] : [{ id, device }]));
  const heard = heardAt(BEGAN);

  it.each(bound)('is heard of the device that feeds $id', ({ device }) => {
    const { quantities, stamps } = heard.get(`${device.family} ${device.key}`) ?? {};

    const least = device.family === 'tasmota' ? ['power', 'energy', 'voltage'] : ['battery', 'link_quality'];
    expect([...(quantities ?? [])]).toEqual(expect.arrayContaining(least));
    expect([...(stamps ?? [])]).toEqual([BEGAN]);
  });

  it('has a door that is opened and shut', () => {
    expect(heard.get('zigbee2mqtt demo/zigbee2mqtt/front-door')?.quantities).toContain('contact');
  });
});
