import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emon } from '@/server/decode/families/emon';
import { espeasy } from '@/server/decode/families/espeasy';
import type { Family, FamilySaid } from '@/server/decode/families/family';
import { homie } from '@/server/decode/families/homie';
import { omgTheengs } from '@/server/decode/families/omg-theengs';
import { rtl433 } from '@/server/decode/families/rtl433';
import { senml } from '@/server/decode/families/senml';
import { sparkplug } from '@/server/decode/families/sparkplug';
import { ttn } from '@/server/decode/families/ttn';
import { listenerTo, RECEIVED_MS, valuesOf } from '@/tests/support/family-listener';

const DAY_MS = 86_400_000;

/** Topics of each family, and payloads that are nearly what it reads. */
const NEARLY: readonly (readonly [Family, topics: readonly string[], payloads: fc.Arbitrary<string>])[] = [
  [
    rtl433,
    ['rtl_433/pi/events', 'rtl_433/pi/devices/Nexus-TH/2/17/temperature_C', 'rtl_433/pi/availability'],
    documents('time', 'model', 'id', 'channel', 'temperature_C', 'rain_mm', 'battery_ok', 'power1_W'),
  ],
  [
    omgTheengs,
    ['home/gw/BTtoMQTT/A4C138000001', 'home/gw/RTL_433toMQTT/any', 'home/gw/SYStoMQTT', 'home/gw/LWT'],
    documents('id', 'brand', 'model_id', 'model', 'tempc', 'tempf1', 'avg', 'avgu', 'hum', 'open', 'version'),
  ],
  [emon, ['emon/tx/temp1', 'emon/tx'], documents('time', 'P1', 'E1', 'T1', 'Vrms', 'rssi')],
  [espeasy, ['bath/LWT', '/ESP/dht/Humidity', 'bath/status', 'bath/x/temp'], fc.double().map(String)],
  [
    homie,
    ['homie/5/a/$description', 'homie/5/a/n/t', 'homie/5/a/$state', 'homie/b/n/t/$unit', 'homie/b/n/t'],
    fc.oneof(
      fc.double().map(String),
      fc.constantFrom('°C', 'lost', 'true'),
      documents('nodes', 'children', 'name').map(
        (node) =>
          `{"children":["b"],"nodes":{"n":{"properties":{"t":{"unit":"°C"},"__proto__":{}}},"m":${node}}}`,
      ),
    ),
  ],
  [
    senml,
    ['senml/node', 'lab/readings'],
    fc
      .array(documents('bn', 'n', 'u', 'v', 's', 't', 'bt', 'bv', 'bver', 'vb'))
      .map((records) => `[${records.join()}]`),
  ],
  [sparkplug, ['spBv1.0/g/NBIRTH/e', 'spBv1.0/g/DDATA/e/d', 'spBv1.0/g/NDEATH/e'], fc.string()],
  [
    ttn,
    ['v3/farm@ttn/devices/attic/up', 'v3/farm/devices/attic/join'],
    documents('TempC_SHT', 'temperature_3', 'battery', 'air', 'soil', 'time', 'x').map(
      (decoded) =>
        `{"uplink_message":{"decoded_payload":${decoded},"normalized_payload":[${decoded}],"rx_metadata":[${decoded}]}}`,
    ),
  ],
];

function documents(...keys: readonly string[]): fc.Arbitrary<string> {
  const value = fc.oneof(fc.double(), fc.string(), fc.jsonValue(), fc.constant('2026-11-21T10:00:00'));
  return fc.dictionary(fc.constantFrom(...keys), value).map((document) => JSON.stringify(document));
}

describe.each(NEARLY.map(([family, ...rest]) => [family.name, family, ...rest] as const))(
  'messages of %s',
  (_, family, topics, payloads) => {
    it('whatever they hold, they give finite values or a refusal', () => {
      const bytes = fc.oneof(
        payloads.map((text) => Buffer.from(text)),
        fc.json().map((text) => Buffer.from(text)),
        fc.string().map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 200 }).map((any) => Buffer.from(any)),
      );
      const messages = fc.array(fc.tuple(fc.constantFrom(...topics), bytes), { maxLength: 4 });

      fc.assert(
        fc.property(messages, (sent) => {
          const listen = listenerTo(family);
          for (const [topic, payload] of sent) {
            for (const value of valuesOf(listen(topic, payload))) expect(value).toSatisfy(Number.isFinite);
          }
        }),
        { numRuns: 500 },
      );
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    });
  },
);

describe('rtl_433', () => {
  const event = JSON.stringify({ model: 'Nexus-TH', channel: 2, id: 17, temperature_C: 4.2 });
  const topic = 'rtl_433/pi/devices/Nexus-TH/2/17/temperature_C';

  it('counts what comes as event and as a topic a value once', () => {
    const listen = listenerTo(rtl433);

    expect(valuesOf(listen(topic, '4.2'))).toEqual([4.2]);
    expect(valuesOf(listen('rtl_433/pi/events', event))).toEqual([4.2]);
    expect(valuesOf(listen(topic, '4.2'))).toEqual([]);
    expect(valuesOf(listen('rtl_433/other/devices/Nexus-TH/3/18/temperature_C', '4.2'))).toEqual([4.2]);
  });

  it('hears the values again when events no longer come', () => {
    const listen = listenerTo(rtl433);
    listen('rtl_433/pi/events', event);

    expect(valuesOf(listen(topic, '4.2', RECEIVED_MS + DAY_MS))).toEqual([]);
    expect(valuesOf(listen(topic, '4.2', RECEIVED_MS + 2 * DAY_MS))).toEqual([4.2]);
  });

  it('is heard below a base of one’s own', () => {
    const listen = listenerTo(rtl433);
    const keysOf = (below: string, payload: string) => {
      const heard = `home/devices/${below}`;
      expect(listen.claims(heard, payload)).toBe(true);
      return (listen(heard, payload) as FamilySaid).devices.map(({ key, measures }) => [
        key,
        measures.length,
      ]);
    };

    expect(keysOf('rtl_433/devices/Nexus-TH/2/17/temperature_C', '4.2')).toEqual([['Nexus-TH/2/17', 1]]);
    expect(keysOf('rtl_433/Nexus-TH/2/18/temperature_C', '4.2')).toEqual([['Nexus-TH/2/18', 1]]);
    expect(keysOf('rtl_433/events', event)).toEqual([['Nexus-TH/2/17', 1]]);
    expect(keysOf('rtl_433/availability', 'online')).toEqual([['home/devices/rtl_433', 0]]);
  });

  it.each([
    'tele/rtl_433/SENSOR',
    'homeassistant/sensor/rtl_433/t/config',
    'home/x/rtl_433',
    'home/rtl_433/humidity',
  ])('leaves %s to others', (other) => {
    expect(listenerTo(rtl433).claims(other, '4.2')).toBe(false);
  });

  it('knows a device by the same key in both', () => {
    const listen = listenerTo(rtl433);

    expect(listen(topic, '4.2')).toMatchObject({ devices: [{ key: 'Nexus-TH/2/17' }] });
    expect(listen('rtl_433/pi/events', event)).toMatchObject({ devices: [{ key: 'Nexus-TH/2/17' }] });
  });
});

describe('espeasy', () => {
  it('takes any name for its own once a device has said that it is connected', () => {
    const listen = listenerTo(espeasy);

    expect(listen.claims('bath/air/temperature', '21.5')).toBe(false);
    listen('bath/LWT', 'Connected');
    expect(listen.claims('bath/air/temperature', '21.5')).toBe(true);
    expect(valuesOf(listen('bath/air/temperature', '21.5'))).toEqual([21.5]);
  });

  it('leaves what others say of themselves to them', () => {
    const listen = listenerTo(espeasy);

    expect(listen.claims('bath/status', 'online')).toBe(false);
    expect(listen.claims('bath/air/Temperature', '{"t":21.5}')).toBe(false);
    expect(listen.claims('bath/air/Temperature', '21.5')).toBe(true);
  });
});

describe('homie', () => {
  const describe5 = (device: string, description: object) =>
    [`homie/5/${device}/$description`, JSON.stringify(description)] as const;

  it('takes what is behind a lost device for lost, too', () => {
    const listen = listenerTo(homie);
    listen(...describe5('bridge', { children: ['one', 'two'], nodes: {} }));

    const { devices } = listen('homie/5/bridge/$state', 'lost') as FamilySaid;

    expect(devices.map(({ key, availability }) => [key, availability])).toEqual([
      ['bridge', 'offline'],
      ['one', 'offline'],
      ['two', 'offline'],
    ]);
  });

  it('takes everything for lost whose root is lost, while it is its root', () => {
    const listen = listenerTo(homie);
    const lostWith = (domain: string, root: string) =>
      (listen(`${domain}/5/${root}/$state`, 'lost') as FamilySaid).devices.map(({ key }) => key).toSorted();
    listen(...describe5('bridge', { children: ['child'], nodes: {} }));
    listen(...describe5('child', { root: 'bridge', parent: 'bridge', children: ['grandchild'] }));
    listen(...describe5('grandchild', { root: 'bridge', parent: 'child' }));
    listen('cellar/5/probe/$description', '{"root":"bridge"}');

    expect(lostWith('homie', 'bridge')).toEqual(['bridge', 'child', 'grandchild']);
    expect(lostWith('cellar', 'bridge')).toEqual(['cellar/bridge', 'cellar/probe']);
    listen(...describe5('grandchild', { root: 'other' }));
    expect(lostWith('homie', 'bridge')).toEqual(['bridge', 'child']);
    expect(lostWith('homie', 'other')).toEqual(['grandchild', 'other']);
    listen('homie/5/grandchild/$description', '');
    expect(lostWith('homie', 'other')).toEqual(['other']);
  });

  it('counts an open window as the format says', () => {
    const listen = listenerTo(homie);
    const window = { datatype: 'boolean', format: 'closed,open' };
    listen(...describe5('climate', { nodes: { room: { properties: { window } } } }));

    expect(valuesOf(listen('homie/5/climate/room/window', 'true'))).toEqual([0]);
    expect(valuesOf(listen('homie/5/climate/room/window', 'false'))).toEqual([1]);
    expect(valuesOf(listen('homie/5/climate/room/window', '1'))).toEqual([]);
  });

  it('forgets a device that is taken away', () => {
    const listen = listenerTo(homie);
    const temperature = { datatype: 'float', unit: '°C' };
    listen(...describe5('climate', { nodes: { room: { properties: { temperature } } } }));

    expect(valuesOf(listen('homie/5/climate/room/temperature', '21.5'))).toEqual([21.5]);
    listen('homie/5/climate/$description', '');
    expect(valuesOf(listen('homie/5/climate/room/temperature', '21.5'))).toEqual([]);
  });

  it('knows a domain of its own once a device there has described itself', () => {
    const listen = listenerTo(homie);

    expect(listen.claims('cellar/5/climate/room/temperature', '21.5')).toBe(false);
    expect(listen.claims('cellar/5/climate/$description', '{}')).toBe(true);
    listen('cellar/5/climate/$description', '{"nodes":{}}');
    expect(listen.claims('cellar/5/climate/room/temperature', '21.5')).toBe(true);
  });
});

describe('ttn', () => {
  const uplink = (decoded: object) =>
    listenerTo(ttn)(
      'v3/farm/devices/bed/up',
      JSON.stringify({ uplink_message: { decoded_payload: decoded } }),
    );
  const channelsOf = (decoded: object) =>
    (uplink(decoded) as FamilySaid).devices.flatMap(({ measures }) =>
      measures.map(({ quantity, channel, value }) => [quantity, channel, value]),
    );

  it('tells several of a quantity apart by their names, one of them missing', () => {
    expect(channelsOf({ TempC_DS: 327.67, TempC_SHT: 21.5, Hum_SHT: 40 })).toEqual([
      ['temperature', 'TempC_SHT', 21.5],
      ['humidity', null, 40],
    ]);
  });

  it('knows one battery, in whichever way it is told', () => {
    expect(channelsOf({ BatV: 3.6, battery: 3.6 })).toEqual([['battery_voltage', null, 3.6]]);
    expect(channelsOf({ battery: 87 })).toEqual([['battery', null, 87]]);
  });

  it('reads numbers in texts, and values that carry their unit', () => {
    expect(channelsOf({ water_SOIL: '22.4', air: { unit: '°F', value: 68 } })).toEqual([
      ['moisture', null, 22.4],
      ['temperature', 'air', 20],
    ]);
  });

  it('goes by the plain names that all families share, but for what they leave open', () => {
    expect(channelsOf({ 'Carbon-Dioxide': 640, PM_2_5: 8, Energy: 12, Rain: 3 })).toEqual([
      ['co2', null, 640],
      ['pm25', null, 8],
    ]);
  });
});
