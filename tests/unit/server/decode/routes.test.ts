import { describe, expect, it } from 'vitest';
import { decodeMessage } from '@/server/decode/decode-message';
import type { Learnt } from '@/server/decode/families/family';
import { preferredRoute } from '@/server/decode/families/preferred-route';
import { createMemory } from '@/server/decode/memory';
import { createToldHistory } from '@/server/decode/told-history';
import { aRawHeader } from '@/tests/support/builders';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 10, 29, 12);

/** A house in which one device feeds a sensor; tells what comes of each message: quantity, channel and value. */
function house(family: string, key: string) {
  const memory = createMemory();
  const always = {
    sourceChannel: null,
    channel: null,
    validFrom: 0,
    validTo: undefined,
    offsets: [],
    isNobodys: false,
  };
  memory.bind([{ id: 1, family, key, sensorId: 'sensor', ...always }]);
  let atMs = NOW_MS;
  return {
    wait: (ms: number) => {
      atMs += ms;
    },
    say: (topic: string, payload: string | object, flags: { readonly replayed?: true } = {}) => {
      atMs += 1000;
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
      const message = {
        header: aRawHeader({ topic, received: atMs * 1000, ...flags }),
        payload: Buffer.from(text),
      };
      const { readings } = decodeMessage(
        { ...message, partition: 0, offset: 0, atMs },
        memory,
        'Europe/Berlin',
      );
      return readings.flatMap(({ measures }) =>
        measures.map(
          ({ quantity, channel, value }) => `${quantity}${channel === null ? '' : ` ${channel}`} ${value}`,
        ),
      );
    },
  };
}

describe('what decoders of two partitions learn of the ways at once', () => {
  it('is told apart: none hides what the other one learnt', () => {
    const told = createToldHistory();
    const learn = (learnt: readonly Learnt[], atMs: number) =>
      learnt.flatMap((each) => told.news('shelly-gen2', each, atMs) ?? []);
    const events = { device: 'pump', name: 'events', rank: 0 };
    const status = { device: 'pump', name: 'status', rank: 1 };
    const ask = (route: typeof events, atMs: number) =>
      preferredRoute(route, told.told('shelly-gen2', atMs), { receivedMs: atMs, isReplayed: false });

    // Neither knows of the other one's message yet.
    const [first, second] = [ask(events, NOW_MS), ask(status, NOW_MS + 1)];
    told.remember([...learn(first.learnt, NOW_MS), ...learn(second.learnt, NOW_MS + 1)]);

    expect([first.counts, second.counts]).toEqual([true, true]);
    expect(ask(status, NOW_MS + 2).counts).toBe(false);
    expect(ask(events, NOW_MS + 2).counts).toBe(true);
  });

  it('tells the ways of an old past apart, when nobody knows any more at which hours they spoke', () => {
    const told = createToldHistory();
    const [one, other] = ['one', 'other'].map((name) => ({ device: 'probe', name, rank: 0 }));
    if (one === undefined || other === undefined) throw new Error('two ways');
    const heard = (route: typeof one, atMs: number) => {
      const heardAt = { receivedMs: atMs, isReplayed: false };
      const { counts, learnt } = preferredRoute(route, told.told('omg-theengs', atMs), heardAt);
      told.remember(learnt.flatMap((each) => told.news('omg-theengs', each, atMs) ?? []));
      return counts;
    };
    for (let hour = 0; hour < 400; hour += 1) {
      heard(one, NOW_MS + hour * HOUR_MS);
      heard(other, NOW_MS + hour * HOUR_MS + 1000);
    }

    const again = [one, other].map((route) => heard(route, NOW_MS + 50 * HOUR_MS + 2000));
    expect(again).toEqual([true, false]);
  });
});

describe('one value that comes by two ways', () => {
  it('counts by the way that speaks, whatever a broker kept of the other one', () => {
    const { say } = house('shelly-gen2', 'cellar/pump');
    const notify = { src: 'shellyplus1pm-a8032ab12345', method: 'NotifyStatus' };
    const params = { ts: NOW_MS / 1000, 'switch:0': { id: 0, apower: 40 } };
    say('cellar/pump/status/switch:0', { id: 0, apower: 40 });

    say('cellar/pump/events/rpc', { ...notify, params }, { replayed: true });

    expect(say('cellar/pump/status/switch:0', { id: 0, apower: 41 })).toEqual(['power switch:0 41']);
    say('cellar/pump/events/rpc', { ...notify, params });
    expect(say('cellar/pump/status/switch:0', { id: 0, apower: 42 })).toEqual([]);
  });

  it('is one series of a Shelly: notifications before topics', () => {
    const { say, wait } = house('shelly-gen2', 'cellar/pump');
    const status = () => say('cellar/pump/status/switch:0', { id: 0, apower: 40 });
    const notify = (apower: number) =>
      say('cellar/pump/events/rpc', {
        ...{ src: 'shellyplus1pm-a8032abe54dc', method: 'NotifyStatus' },
        params: { ts: 1795953600, 'switch:0': { id: 0, apower } },
      });

    expect(status()).toEqual(['power switch:0 40']);
    expect(notify(41)).toEqual(['power switch:0 41']);
    expect(status()).toEqual([]);
    wait(20 * HOUR_MS);
    expect(status()).toEqual([]);
    wait(20 * HOUR_MS);
    expect(status()).toEqual(['power switch:0 40']);
    expect(notify(42)).toEqual(['power switch:0 42']);
    expect(status()).toEqual([]);
  });

  it('is one series of Zigbee2MQTT: JSON before a topic for each', () => {
    const { say } = house('zigbee2mqtt', 'cellar');

    expect(say('zigbee2mqtt/cellar/temperature', '21.5')).toEqual(['temperature 21.5']);
    expect(say('zigbee2mqtt/cellar', { temperature: 21.6 })).toEqual(['temperature 21.6']);
    expect(say('zigbee2mqtt/cellar/temperature', '21.6')).toEqual([]);
  });

  it('is one series of a Tasmota, whether told or asked for', () => {
    const { say } = house('tasmota', 'plug');
    const sensors = (at: string, watts: number) => ({ Time: at, ENERGY: { Power: watts } });

    expect(say('tele/plug/SENSOR', sensors('2026-11-29T13:00:00', 40))).toEqual(['power 40']);
    expect(say('stat/plug/STATUS10', { StatusSNS: sensors('2026-11-29T13:00:07', 41) })).toEqual([
      'power 41',
    ]);
  });

  it('is one series of a radio: events before a topic for each, of the receiver that heard it first', () => {
    const { say, wait } = house('rtl_433', 'Nexus-TH/2/17');
    const event = (temperature_C: number) => ({ model: 'Nexus-TH', channel: 2, id: 17, temperature_C });

    expect(say('rtl_433/pi/events', event(4))).toEqual(['temperature 4']);
    expect(say('rtl_433/pi/devices/Nexus-TH/2/17/temperature_C', '4')).toEqual([]);
    expect(say('rtl_433/attic/events', event(4))).toEqual([]);
    expect(say('rtl_433/pi/events', event(5))).toEqual(['temperature 5']);
    wait(3 * HOUR_MS);
    expect(say('rtl_433/attic/events', event(6))).toEqual(['temperature 6']);
    // It is there again.
    expect(say('rtl_433/pi/events', event(6))).toEqual(['temperature 6']);
    expect(say('rtl_433/attic/events', event(6))).toEqual([]);
  });

  it('is one series of a Bluetooth sensor, of the gateway that heard it first as long as that hears it', () => {
    const { say, wait } = house('omg-theengs', 'A4:C1:38:12:34:56');
    const heard = (gateway: string, tempc: number) =>
      say(`home/${gateway}/BTtoMQTT/A4C138123456`, { id: 'A4:C1:38:12:34:56', brand: 'Xiaomi', tempc });

    expect(heard('one', 20)).toEqual(['temperature 20']);
    expect(heard('two', 20)).toEqual([]);
    wait(HOUR_MS);
    expect(heard('one', 21)).toEqual(['temperature 21']);
    wait(HOUR_MS);
    expect(heard('two', 21)).toEqual([]);
    wait(2 * HOUR_MS);
    expect(heard('two', 22)).toEqual(['temperature 22']);
    wait(HOUR_MS);
    expect(heard('two', 23)).toEqual(['temperature 23']);
    expect(heard('one', 23)).toEqual(['temperature 23']);
    expect(heard('two', 23)).toEqual([]);
  });

  it.each([
    ['tasmota', 'plug', 'tele/plug/SENSOR', '{{ value_json.ENERGY.Power }}', { ENERGY: { Power: 5 } }],
    ['zigbee2mqtt', 'plug', 'zigbee2mqtt/plug', '{{ value_json.power }}', { power: 5 }],
    ['shelly-gen1', 'shelly-1', 'shellies/shelly-1/relay/0/power', '{{ value }}', '5'],
    ['esphome', 'attic', 'attic/sensor/load/state', undefined, '5'],
  ])(
    'is read by %s itself, though a discovery message describes it',
    (family, key, topic, val_tpl, payload) => {
      const [native, described] = [house(family, key), house('ha-discovery', 'dev')];
      for (const { say } of [native, described]) {
        const config = { stat_t: topic, val_tpl, dev_cla: 'power', unit_of_meas: 'W', dev: { ids: 'dev' } };
        say('homeassistant/sensor/attic/load/config', config);
      }

      expect(native.say(topic, payload).map((each) => each.replace(/ .* /, ' '))).toEqual(['power 5']);
      expect(described.say(topic, payload)).toEqual([]);
    },
  );
});
