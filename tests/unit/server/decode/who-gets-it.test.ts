import { describe, expect, it } from 'vitest';
import { createRehearsal } from '@/server/decode/rehearsal';

type Sent = readonly [topic: string, payload: string | object];

/** Sends what comes before, and tells who gets the last message: a family, nobody, or the inbox with a guess whose it is. */
function whoGets(topic: string, payload: string | object, before: readonly Sent[] = []): string {
  const { rehearse } = createRehearsal(undefined);
  const send = ([to, given]: Sent) => {
    const text = typeof given === 'string' ? given : JSON.stringify(given);
    return rehearse({ topic: to, payload: Buffer.from(text), retain: false }, Date.UTC(2026, 10, 29));
  };
  for (const each of before) send(each);
  const { family, issue } = send([topic, payload]);
  if (issue === 'UNCLAIMED') return family === null ? 'inbox' : `inbox, perhaps ${family}`;
  return issue ?? family ?? 'nobody';
}

const NODE: Sent = [
  'homeassistant/sensor/attic/temp/config',
  { stat_t: 'attic/sensor/temp/state', dev_cla: 'temperature', unit_of_meas: '°C' },
];
const BOILER: Sent = [
  'homeassistant/sensor/boiler/config',
  {
    stat_t: 'boiler/s',
    dev_cla: 'temperature',
    unit_of_meas: '°C',
    avty_t: 'boiler/LWT',
    dev: { ids: 'boiler' },
  },
];

describe('a word that many programs say of themselves', () => {
  it.each<[topic: string, payload: string, who: string, before?: readonly Sent[]]>([
    ['attic/status', 'online', 'inbox, perhaps esphome'],
    ['attic/status', 'online', 'esphome', [NODE]],
    ['attic/status', 'idle', 'inbox'],
    ['boiler/LWT', 'online', 'inbox, perhaps omg-theengs'],
    ['boiler/LWT', 'online', 'ha-discovery', [BOILER]],
    ['boiler/LWT', 'Bye', 'inbox'],
    ['home/gw/LWT', 'offline', 'omg-theengs', [['home/gw/SYStoMQTT', { version: '1.8', rssi: -60 }]]],
    ['tele/plug/LWT', 'Online', 'tasmota'],
    ['bath/LWT', 'Connected', 'espeasy'],
    ['cellar/online', 'true', 'inbox'],
    ['shellyplus1-a8032abe54dc/online', 'true', 'shelly-gen2'],
  ])('%s %s: %s', (topic, payload, who, before) => {
    expect(whoGets(topic, payload, before)).toBe(who);
  });
});

describe('what only its owner can tell the meaning of', () => {
  const ntf = (params: object) => ({ src: 'shellyplusi4-a8032abe54dc', method: 'NotifyStatus', params });
  it.each<[topic: string, payload: string | object, who: string]>([
    ['emon/emontx/pulse1', '4711', 'inbox'],
    ['emon/emontx/power1', '40', 'emon'],
    ['emonhub/rx/10/values', '100,200', 'inbox'],
    ['shellyplusuni-a8032abe54dc/status/input:2', { id: 2, counts: { total: 4711 } }, 'inbox'],
    ['shellyplusuni-a8032abe54dc/status/input:0', { id: 0, state: true }, 'nobody'],
    ['shellyplus1-a8032abe54dc/status/switch:0', { id: 0, output: true }, 'nobody'],
    ['cellar/events/rpc', ntf({ 'input:2': { id: 2, counts: { total: 4711 } } }), 'inbox'],
    ['cellar/events/rpc', ntf({ 'switch:0': { id: 0, apower: 4 } }), 'shelly-gen2'],
    ['shellyplus1-a8032abe54dc/status/bthomesensor:200', { id: 200, value: 21.5 }, 'inbox'],
    ['home/bridge/devices', '["one","two"]', 'inbox'],
    ['home/bridge/devices', 'none', 'inbox'],
    ['zigbee2mqtt/bridge/devices', 'none', 'BAD_JSON'],
    ['home/zigbee2mqtt/attic', { temperature: 21.5 }, 'zigbee2mqtt'],
    ['home/zigbee2mqtt/bridge/state', { state: 'online' }, 'zigbee2mqtt'],
    ['home/zigbee2mqtt', { temperature: 21.5 }, 'inbox'],
  ])('%s %s: %s', (topic, payload, who) => {
    expect(whoGets(topic, payload)).toBe(who);
  });
});

describe('a unit of ESPEasy', () => {
  const unit: readonly Sent[] = [['home/bath/LWT', 'Connected']];
  it.each<[topic: string, payload: string, who: string, before?: readonly Sent[]]>([
    ['bath/air/Temperature', '21.5', 'espeasy'],
    ['bath/air/temperature', '21.5', 'inbox'],
    ['home/bath/air/temperature', '21.5', 'espeasy', unit],
    ['home/bath/air/brightness', '290', 'inbox', unit],
    ['other/bath/air/temperature', '21.5', 'inbox', unit],
    ['bath/air/temperature', '21.5', 'inbox', unit],
  ])('%s %s: %s', (topic, payload, who, before) => {
    expect(whoGets(topic, payload, before)).toBe(who);
  });
});

describe('a description below a prefix of its own', () => {
  const config = (topic: string, more: object = {}): Sent => [
    'garden/sensor/node/flow/config',
    { stat_t: topic, uniq_id: 'u', dev_cla: 'temperature', unit_of_meas: '°C', ...more },
  ];
  it.each<[topic: string, who: string, before: readonly Sent[]]>([
    ['garden/pond', 'ha-discovery', [config('garden/pond')]],
    ['house/boiler', 'inbox', [config('house/boiler')]],
    ['gardener/pond', 'inbox', [config('gardener/pond')]],
    ['garden/sensor/flow/state', 'esphome', [config('garden/sensor/flow/state')]],
    ['house/sensor/flow/state', 'inbox', [config('house/sensor/flow/state')]],
  ])('is about what is below that prefix alone: %s: %s', (topic, who, before) => {
    expect(whoGets(topic, '21.5', before)).toBe(who);
  });

  it('says nothing of whether others are there', () => {
    const before = [config('garden/pond', { avty_t: 'house/alive' })];

    expect(whoGets('house/alive', 'online', before)).toBe('inbox');
  });
});
