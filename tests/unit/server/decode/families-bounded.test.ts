import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantityOf } from '@/contracts/quantities';
import { FAMILIES } from '@/server/decode/families/families';
import { createRehearsal } from '@/server/decode/rehearsal';

/** Topics that each family claims, and words that its payloads are made of. */
const SPOKEN: Readonly<
  Record<string, { readonly topics: readonly string[]; readonly words: readonly string[] }>
> = {
  tasmota: {
    topics: [
      ...['SENSOR', 'STATE', 'LWT', 'INFO1', 'ENERGY'].map((end) => `tele/plug/${end}`),
      ...['stat/plug/STATUS10', 'stat/plug/STATUS8', 'tasmota/discovery/5CCF7F/config'],
    ],
    words: [
      ...[
        'Time',
        'ENERGY',
        'Total',
        'TotalTariff',
        'Power',
        'BME280',
        'ANALOG',
        'Temperature1',
        'TempUnit',
        'F',
      ],
      ...[
        'StatusSNS',
        'ZbReceived',
        'Name',
        'Voltage',
        'Speed',
        'Act',
        'Dir',
        'Deg',
        't',
        'plug',
        'ft',
        'Epoch',
      ],
    ],
  },
  zigbee2mqtt: {
    topics: [
      ...['cellar', 'cellar/temperature', 'cellar/availability', '__proto__'].map(
        (end) => `zigbee2mqtt/${end}`,
      ),
      ...['bridge/devices', 'bridge/state', 'bridge/info'].map((end) => `zigbee2mqtt/${end}`),
      ...['home/zb/bridge/devices', 'home/zb/cellar'],
    ],
    words: [
      ...[
        'friendly_name',
        'cellar',
        'definition',
        'exposes',
        'features',
        'type',
        'numeric',
        'property',
        'unit',
      ],
      ...[
        'temperature',
        'voltage',
        'mV',
        'access',
        'value_on',
        'state',
        'config',
        'advanced',
        'output',
        'last_seen',
      ],
    ],
  },
  'shelly-gen1': {
    topics: [
      'shellies/announce',
      ...[
        'announce',
        'info',
        'status',
        'online',
        'ext_temperatures',
        'ext_temperature/0',
        'sensor/state',
      ].map((end) => `shellies/one/${end}`),
      ...[
        'relay/0/energy',
        'emeter/1/pf',
        'sensor/temperature',
        'temperature',
        'a/b/c/d',
        '',
        '__proto__',
      ].map((end) => `shellies/one/${end}`),
    ],
    words: [
      'tmp',
      'units',
      'F',
      'meters',
      'relays',
      'emeters',
      'total',
      'tC',
      'hum',
      '0',
      'unixtime',
      'timestamp',
    ],
  },
  'shelly-gen2': {
    topics: [
      ...['events/rpc', 'status/switch:0', 'status/em:0', 'status/em:3', 'status/wifi', 'online', 'rpc'].map(
        (end) => `home/shellyplus1-abc/${end}`,
      ),
      ...['events/rpc', 'status/devicepower:0', 'status/constructor:0', 'online'].map(
        (end) => `cellar/${end}`,
      ),
    ],
    words: [
      'src',
      'method',
      'NotifyStatus',
      'params',
      'ts',
      'switch:0',
      'em:0',
      'a_pf',
      'aenergy',
      'total',
      'tC',
    ],
  },
  esphome: {
    topics: [
      ...['a/config', 'n/humidity/config', 'n/energy/config'].map((end) => `homeassistant/sensor/${end}`),
      ...[
        'sensor/humidity/state',
        'sensor/energy/state',
        'sensor/x_temperature/state',
        'status',
        'debug',
      ].map((end) => `n/${end}`),
      'esphome/discover/n',
      'homeassistant/binary_sensor/n/humidity/config',
    ],
    words: [
      'stat_t',
      '~',
      'n/sensor/humidity/state',
      'dev_cla',
      'energy',
      'unit_of_meas',
      '%',
      'avty_t',
      'n/status',
    ],
  },
  dsmr: {
    topics: [
      ...['json', 'reading/phase_voltage_l1', 'reading/constructor', 'consumption/gas/delivered'].map(
        (end) => `dsmr/${end}`,
      ),
      ...['gas_delivered', 'power_delivered_l2', 'LWT', '__proto__'].map((end) => `DSMR-API/${end}`),
    ],
    words: [
      'timestamp',
      'extra_device_delivered',
      'extra_device_timestamp',
      'gas_delivered',
      'value',
      'unit',
      'm3',
    ],
  },
  'ha-discovery': {
    topics: [
      ...[
        'sensor/one/config',
        'sensor/n/two/config',
        'binary_sensor/one/config',
        'device/one/config',
        'status',
      ].map((end) => `homeassistant/${end}`),
      ...['s', 'lwt', 'x/status'],
    ],
    words: [
      ...[
        'stat_t',
        '~',
        '~/s',
        's',
        'val_tpl',
        '{{ value_json.a | float(0) }}',
        'dev_cla',
        'power',
        'W',
        'motion',
      ],
      ...[
        'avty',
        't',
        'lwt',
        'avty_mode',
        'all',
        'cmps',
        'p',
        'sensor',
        'dev',
        'ids',
        'a',
        'pl_on',
        'uniq_id',
      ],
    ],
  },
};

/** Numbers, texts and objects as devices send them, and as none would. */
function payloads(words: readonly string[]): fc.Arbitrary<Uint8Array> {
  const word = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom('__proto__', 'constructor', 'id'),
    fc.string(),
  );
  const scalar = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, 'None', 'nan', '-0', '1e999', '999', 'ON', 'online', '21.5'),
    word,
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(word, tie('tree'), { maxKeys: 8 }),
    ),
  }));
  const text = fc.oneof(
    tree.map((value) => JSON.stringify(value)),
    scalar.map(String),
    fc.string(),
  );
  return fc.oneof(
    { weight: 9, arbitrary: text.map((given) => Buffer.from(given, 'utf8')) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
  );
}

describe.each(Object.entries(SPOKEN))('%s', (name, { topics, words }) => {
  it('answers whatever comes on its topics with finite numbers of known quantities', () => {
    const message = fc.record({
      topic: fc.constantFrom(...topics),
      payload: payloads(words),
      retain: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 6 }), (messages) => {
        const { rehearse } = createRehearsal('Europe/Berlin');
        for (const each of messages) {
          const { readings, issue } = rehearse(each, Date.UTC(2026, 10, 29));
          expect(issue).not.toBe('DECODER_FAULT');
          expect(readings.length).toBeLessThanOrEqual(256);
          for (const { quantity, value, channel } of readings) {
            expect(Number.isFinite(value)).toBe(true);
            expect(quantityOf(quantity)).toBeDefined();
            expect(channel === null || channel.length <= 120).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['is too large', `{"a":"${'x'.repeat(1_100_000)}"}`],
    ['nests too deep', '{"a":'.repeat(10_000)],
    ['is no text', Uint8Array.of(0xff, 0xfe, 0x80)],
  ])('reads nothing of what %s', (_what, payload) => {
    for (const topic of topics) {
      const { rehearse } = createRehearsal(undefined);
      const { readings, discovery } = rehearse({ topic, payload: Buffer.from(payload), retain: false }, 0);
      expect([readings, discovery]).toEqual([[], []]);
    }
  });

  it('is one of the families', () => {
    expect(FAMILIES.map((family) => family.name)).toContain(name);
  });
});

it('reads the first 256 measures of a message', () => {
  const drivers = Array.from({ length: 400 }, (_, n) => [`DS18B20-${n}`, { Temperature: n }]);
  const payload = Buffer.from(JSON.stringify(Object.fromEntries(drivers)));

  const { readings } = createRehearsal(undefined).rehearse(
    { topic: 'tele/p/SENSOR', payload, retain: false },
    0,
  );

  expect(readings.map(({ channel }) => channel)).toEqual(drivers.slice(0, 256).map(([driver]) => driver));
});
