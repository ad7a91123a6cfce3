import { describe, expect, it } from 'vitest';
import { connectionOf } from '@/components/add-sensor/connection';
import { recognise } from '@/components/add-sensor/recognised';
import { mosquittoPub, snippetsOf } from '@/components/add-sensor/snippets';
import { believed, limitField, turned } from '@/components/add-sensor/taught-readings';
import { FAMILIES, FAMILY_IDS, familyOf, ownPartProblem } from '@/contracts/arrival';
import { Mapping } from '@/contracts/mapping';
import { createRehearsal } from '@/server/decode/rehearsal';

const BROKER = {
  isOwn: true,
  host: 'hearth.lan',
  mqttUrl: 'mqtt://127.0.0.1:1883',
  mqttsUrl: 'mqtts://127.0.0.1:8883',
  trust: { authority: 'AA', tasmota: 'B8 76', esp: 'CC' },
};
const arrivalOf = (family: (typeof FAMILY_IDS)[number]) => ({
  user: 'sensor-1',
  family,
  base: familyOf(family).base('bath'),
  name: 'Bath',
  begunAt: 0,
  sensor: undefined,
});

describe('every family', () => {
  it.each(FAMILY_IDS)('has snippets with its login filled in: %s', (id) => {
    const snippets = snippetsOf(id, connectionOf(arrivalOf(id), BROKER, 's3cret'));

    expect(snippets.at(-1)?.label).toBe('mosquitto_pub');
    for (const { text } of snippets) {
      expect(text).toContain('hearth.lan');
      expect(text).toContain('8883');
      expect(text).toContain('sensor-1');
      expect(text).toContain('s3cret');
    }
  });

  it.each(FAMILY_IDS)('publishes its example below its own topics, and Hearth reads it: %s', (id) => {
    const family = familyOf(id);
    const base = family.base('bath');
    const { topic, payload } = family.example(base);

    expect(family.prefixes(base).some((prefix) => topic.startsWith(`${prefix}/`))).toBe(true);
    const message = { topic, payload: Buffer.from(payload), retain: false };
    const rehearsal = createRehearsal('Europe/Berlin');
    const own = family.mappings(base).map((mapping) => Mapping.parse(mapping));
    const read = own.map((mapping) => rehearsal.rehearse(message, 1_800_000_000_000, mapping).readings);
    const bySelf = rehearsal.rehearse(message, 1_800_000_000_000).readings;
    expect([...read.flat(), ...bySelf].length > 0).toBe(family.kind !== 'gateway');
  });

  it('without TLS names no CA', () => {
    const plain = { ...BROKER, mqttsUrl: undefined };
    const { text } = mosquittoPub(connectionOf(arrivalOf('other'), plain, undefined));

    expect(text).toBe(
      `mosquitto_pub -h hearth.lan -p 1883 -u sensor-1 -P PASSWORD -t 'home/bath/state' -q 1 -m '{"t":21.4,"h":46.0}'`,
    );
  });
});

describe('the own part of a topic', () => {
  it.each(['bath', 'bath/climate_1', 'A-1'])('can be %s', (own) =>
    expect(ownPartProblem(own)).toBeUndefined(),
  );
  it.each(['', 'a//b', '/a', 'a/', 'a b', '#', 'a/+', '$SYS', 'x'.repeat(61)])('can’t be “%s”', (own) =>
    expect(ownPartProblem(own)).toBeTruthy(),
  );
});

describe('fields', () => {
  it('are recognised by their names, and no text is taken for a number', () => {
    const leaf = (pointer: string, text: string, isNumeric = true) => ({ pointer, text, isNumeric });

    expect(
      recognise([
        leaf('/t', '21.4'),
        leaf('/inner/Humidity', '46'),
        leaf('/x', '1'),
        leaf('/note', 'a', false),
      ]),
    ).toMatchObject([
      { quantity: 'temperature', unit: '°C' },
      { quantity: 'humidity', unit: '%' },
      { quantity: undefined },
    ]);
  });

  const METER = {
    topic: 'home/bath/state',
    readings: [
      { path: '/power', quantity: 'power', unit: 'W' },
      { path: '/energy', quantity: 'energy', unit: 'kWh' },
    ],
  };
  const WORDS = { topic: 'home/bath/temperature', readings: [{ quantity: 'temperature', unit: '°C' }] };

  it('of power are turned around and back, on their own topic alone', () => {
    const other = turned([WORDS, METER]);

    expect(other).toMatchObject([
      { topic: METER.topic, readings: [{ path: '/power', scale: -1 }, { path: '/energy' }] },
    ]);
    expect(turned(other)[0]?.readings[0]?.scale).toBe(1);
    expect(turned([WORDS])).toEqual([]);
  });

  it('are believed within what a form says, and stay as they are where it says nothing', () => {
    const form = new FormData();
    expect(believed([METER, WORDS], form)).toEqual([]);

    form.set(limitField('min', WORDS.topic, { quantity: 'temperature' }), '−5,5');
    const limited = believed([METER, WORDS], form);

    expect(limited).toEqual([{ ...WORDS, readings: [{ quantity: 'temperature', unit: '°C', min: -5.5 }] }]);
    expect(believed(limited, form)).toEqual([]);
  });

  it('keep an ESPHome node to its own topics', () => {
    const [{ text = '' } = {}] = snippetsOf('esphome', connectionOf(arrivalOf('esphome'), BROKER, 'x'));

    for (const line of ['discovery: false', 'discover_ip: false', 'log_topic:'])
      expect(text).toContain(`\n  ${line}`);
  });

  it('are families with names of their own', () => {
    expect(new Set(FAMILIES.map(({ name }) => name)).size).toBe(FAMILY_IDS.length);
  });
});
