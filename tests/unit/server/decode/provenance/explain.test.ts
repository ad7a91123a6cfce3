import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Mapping } from '@/contracts/mapping';
import type { Measure } from '@/contracts/reading';
import { decodeMessage } from '@/server/decode/decode-message';
import { createMemory, type Memory } from '@/server/decode/memory';
import { explain, type RawRecord } from '@/server/decode/provenance/explain';
import { aRawHeader } from '@/tests/support/builders';
import { Case } from '@/tools/decode/case';

const TOPIC = 'home/living/climate';
const RECEIVED_MS = Date.UTC(2026, 10, 23, 13, 32, 7);

function record(payload: string | Buffer, topic = TOPIC): RawRecord {
  const header = aRawHeader({ topic, received: RECEIVED_MS * 1000 });
  return { header, payload: Buffer.from(payload as string), partition: 1, offset: 41, atMs: RECEIVED_MS };
}

function taught(...definitions: readonly object[]): Memory {
  const memory = createMemory();
  memory.learn(
    definitions.map((definition, index) => ({
      ...{ mappingId: index + 1, version: 3, validFrom: 0 },
      definition: Mapping.parse({ sensor: 'living', ...definition }),
    })),
  );
  return memory;
}

function bound(family: string, key: string): Memory {
  const memory = createMemory();
  const whole = {
    sourceChannel: null,
    channel: null,
    offsets: [],
    isNobodys: false,
    validFrom: 0,
    validTo: undefined,
  };
  memory.bind([{ id: 1, family, key, sensorId: 'living', ...whole }]);
  return memory;
}

/** The explanation with the payload in which the value is bracketed. */
function explained(
  given: RawRecord,
  memory: Memory,
  { quantity = 'temperature', unit = '°C', channel = null as string | null, at = RECEIVED_MS * 1000 } = {},
) {
  const found = explain(given, memory, 'Europe/Berlin', { sensorId: 'living', quantity, unit, channel, at });
  const text = given.payload.toString();
  const place = found?.place;
  const marked =
    place && `${text.slice(0, place.start)}⟦${text.slice(place.start, place.end)}⟧${text.slice(place.end)}`;
  return (
    found && {
      value: found.measure.value,
      marked,
      reader: found.reader,
      formula: found.formula,
      range: found.believable,
    }
  );
}

describe('a mapped value', () => {
  const climate = {
    topic: 'home/+/climate',
    format: 'json',
    readings: [
      { path: '/t', quantity: 'temperature', unit: '°C', scale: 0.1, min: -20, max: 60 },
      { path: '/h', quantity: 'humidity', unit: '%', scale: 0.1 },
    ],
  };

  it('leads to the pointer’s place, the rule and the version', () => {
    expect(explained(record('{"t":216,"h":431}'), taught(climate))).toEqual({
      value: 21.6,
      marked: '{"t":⟦216⟧,"h":431}',
      reader: { kind: 'mapping', id: 1, version: 3 },
      formula: { raw: '216', sentUnit: '°C', steps: [{ kind: 'scale', times: 0.1 }], value: 21.6 },
      range: [-20, 60],
    });
  });

  it('is marked at its own pointer where another holds the same number', () => {
    const found = explained(record('{"h":216,"t":216}'), taught(climate), {
      quantity: 'humidity',
      unit: '%',
    });

    expect(found?.marked).toBe('{"h":⟦216⟧,"t":216}');
  });

  it('names the mapping that gave it where several claim the message', () => {
    const other = {
      ...climate,
      readings: [{ path: '/h', quantity: 'humidity', unit: '%' }],
      match: { '/m': 'x' },
    };

    const found = explained(record('{"m":"x","t":216,"h":43}'), taught(other, climate));

    expect(found?.reader).toEqual({ kind: 'mapping', id: 2, version: 3 });
    expect(found?.value).toBe(21.6);
  });

  it('tells scale, offset and unit in the order they are applied', () => {
    const shifted = {
      topic: TOPIC,
      format: 'json',
      readings: [{ path: '/f', quantity: 'temperature', unit: '°F', scale: 0.1, offset: 2 }],
    };

    expect(explained(record('{"f":660}'), taught(shifted))?.formula).toEqual({
      raw: '660',
      sentUnit: '°F',
      steps: [
        { kind: 'scale', times: 0.1 },
        { kind: 'offset', plus: 2 },
        { kind: 'unit', conversion: { before: -32, times: 5, over: 9, after: 0 } },
      ],
      value: 20,
    });
  });

  it('is found in a text that is no JSON', () => {
    const number = { topic: TOPIC, format: 'number', readings: [{ quantity: 'temperature', unit: '°C' }] };
    const comma = { ...number, decimalSeparator: ',', allowUnitSuffix: true };
    const influx = {
      topic: TOPIC,
      format: 'influx',
      readings: [{ path: 't', quantity: 'temperature', unit: '°C', channel: 'in' }],
    };

    expect(explained(record(' 21.50\n'), taught(number))?.marked).toBe(' ⟦21.50⟧\n');
    expect(explained(record('21,5 °C'), taught(comma))).toMatchObject({
      marked: '⟦21,5⟧ °C',
      formula: { raw: '21,5', steps: [] },
    });
    expect(explained(record('air,room=2 h=43i,t=21i'), taught(influx), { channel: 'in' })?.marked).toBe(
      'air,room=2 h=43i,t=⟦21⟧i',
    );
  });

  it.each([
    [
      'csv',
      { readings: [{ index: 2, quantity: 'temperature', unit: '°C' }] },
      '7,21.5,21.5,7',
      '7,21.5,⟦21.5⟧,7',
    ],
    ['kv', { readings: [{ path: 'T', quantity: 'temperature', unit: '°C' }] }, 'H=18 T=18', 'H=18 T=⟦18⟧'],
    [
      'regex',
      { pattern: 'temp (-?[0-9.]+)', readings: [{ quantity: 'temperature', unit: '°C' }] },
      'at 18: temp 18',
      'at 18: temp ⟦18⟧',
    ],
    [
      'binary',
      {
        encoding: 'hex',
        readings: [{ binary: { offset: 1, type: 'int16be' }, quantity: 'temperature', unit: '°C' }],
      },
      'ff001207',
      'ff⟦0012⟧07',
    ],
  ])('is found where a mapping of %s reads it', (format, definition, payload, marked) => {
    expect(explained(record(payload), taught({ topic: TOPIC, format, ...definition }))?.marked).toBe(marked);
  });

  it('is marked in bytes that would be a text', () => {
    const bytes = {
      binary: { offset: 1, type: 'uint16be' },
      quantity: 'temperature',
      unit: '°C',
      scale: 0.1,
    };
    const memory = taught({ topic: TOPIC, format: 'binary', readings: [bytes] });
    const asked = { sensorId: 'living', quantity: 'temperature', unit: '°C', channel: null };
    const raw = record(Buffer.from([0x41, 0x00, 0x64, 0x42]));

    expect(explain(raw, memory, undefined, { ...asked, at: RECEIVED_MS * 1000 })).toMatchObject({
      place: { start: 1, end: 3 },
      isBytes: true,
      formula: { raw: '100', steps: [{ kind: 'scale', times: 0.1 }], value: 10 },
    });
  });

  it('is the word that a table gives a number', () => {
    const table = { path: '/door/state', quantity: 'contact', values: { 'half open': 0, open: 0, shut: 1 } };
    const json = { topic: TOPIC, format: 'json', readings: [table] };
    const kv = { ...json, format: 'kv', readings: [{ ...table, path: 'door' }] };
    const bool = {
      topic: TOPIC,
      format: 'bool',
      readings: [{ quantity: 'contact', onValues: ['zu'], offValues: ['auf'] }],
    };
    const contact = { quantity: 'contact', unit: '' };

    expect(explained(record('{"open":1,"door":{"state":"shut"}}'), taught(json), contact)).toMatchObject({
      marked: '{"open":1,"door":{"state":"⟦shut⟧"}}',
      formula: { raw: 'shut', steps: [{ kind: 'stands for', number: 1 }] },
    });
    expect(explained(record('open=7 door=shut'), taught(kv), contact)?.marked).toBe('open=7 door=⟦shut⟧');
    expect(explained(record('zu'), taught(bool), contact)).toMatchObject({
      marked: '⟦zu⟧',
      formula: { raw: 'zu', steps: [{ kind: 'stands for', number: 1 }] },
    });
  });

  it('of one mapping for several sensors is explained to the sensor it belongs to', () => {
    const shared = {
      ...climate,
      topic: 'home/{room}/climate',
      sensorFrom: 'room',
      sensors: { living: 'living', hall: 'hall' },
    };
    const memory = taught({ ...shared, sensor: undefined });

    expect(explained(record('{"t":216}'), memory)?.value).toBe(21.6);
    expect(explained(record('{"t":216}', 'home/hall/climate'), memory)).toBeUndefined();
  });

  it('that can’t be is explained, too', () => {
    expect(explained(record('{"t":990}'), taught(climate))).toMatchObject({ value: 99, range: [-20, 60] });
  });

  it('is none where the message has none of it now', () => {
    expect(explained(record('{"x":1}'), taught(climate))).toBeUndefined();
    expect(explained(record('{"t":216}'), taught(climate), { at: 5 })).toBeUndefined();
    expect(explained(record('{"t":216}'), createMemory())).toBeUndefined();
  });
});

describe('a value of a family', () => {
  const tasmota = '{"Time":"2026-11-23T14:32:07","ENERGY":{"Total":18.442,"Power":18,"Voltage":231}}';

  it('is marked where a change of the text changes the value', () => {
    const found = explained(record(tasmota, 'tele/plug/SENSOR'), bound('tasmota', 'plug'), {
      quantity: 'power',
      unit: 'W',
    });

    expect(found).toMatchObject({
      marked: tasmota.replace(':18,', ':⟦18⟧,'),
      reader: { kind: 'family', name: 'tasmota', version: expect.any(Number) },
      formula: { raw: '18', sentUnit: 'W', steps: [], value: 18 },
    });
  });

  it('tells the unit it was sent in', () => {
    const payload = '{"aenergy":{"total":18442.0},"apower":18442.0,"id":0}';
    const found = explained(record(payload, 'shelly/status/switch:0'), bound('shelly-gen2', 'shelly'), {
      quantity: 'energy',
      unit: 'kWh',
      channel: 'switch:0',
    });

    expect(found?.marked).toBe(payload.replace('18442.0', '⟦18442.0⟧'));
    expect(found?.formula).toEqual({
      raw: '18442.0',
      sentUnit: 'Wh',
      steps: [{ kind: 'unit', conversion: { before: 0, times: 1, over: 1000, after: 0 } }],
      value: 18.442,
    });
  });

  it('is marked also where it is a word', () => {
    const payload = '{"contact":false,"linkquality":90}';
    const found = explained(record(payload, 'zigbee2mqtt/door'), bound('zigbee2mqtt', 'door'), {
      quantity: 'contact',
      unit: '',
    });

    expect(found?.marked).toBe(payload.replace('false', '⟦false⟧'));
    expect(found?.formula?.steps).toEqual([{ kind: 'stands for', number: found?.value }]);
  });

  it('leaves nothing in the memory', () => {
    const memory = bound('tasmota', 'plug');
    explained(record(tasmota, 'tele/plug/SENSOR'), memory, { quantity: 'power', unit: 'W' });
    const config = '{"t":"plug","ft":"%prefix%/%topic%/","onln":"Here","ofln":"Gone"}';

    explained(record(config, 'tasmota/discovery/AABBCC/config'), memory);

    expect(memory.told('tasmota', RECEIVED_MS).of('plug')).toBeUndefined();
  });
});

describe('recorded payloads', () => {
  const file = path.join(import.meta.dirname, '../../../../fixtures/device-payloads.ndjson');
  const cases = readFileSync(file, 'utf8').trim().split('\n');
  const given = cases
    .map((line) => Case.parse(JSON.parse(line)))
    .filter(({ mapping }) => mapping === undefined);

  /** Every value of a message with its explanation; each device feeds a sensor of its own. */
  function explanationsOf({ context, settings, receivedAt, ...message }: Case) {
    const memory = createMemory();
    const atMs = receivedAt === undefined ? RECEIVED_MS : Date.parse(receivedAt);
    const asRecord = ({
      topic,
      payload = '',
      payloadBase64,
      retain,
    }: Case['context'][number]): RawRecord => ({
      ...{ partition: 0, offset: 0, atMs },
      header: aRawHeader({ topic, retain, received: atMs * 1000 }),
      payload: payloadBase64 === undefined ? Buffer.from(payload) : Buffer.from(payloadBase64, 'base64'),
    });
    for (const earlier of context) decodeMessage(asRecord(earlier), memory, settings.timezone);
    const raw = asRecord(message);
    const { heard } = decodeMessage(raw, memory, settings.timezone);
    const whole = {
      sourceChannel: null,
      channel: null,
      offsets: [],
      isNobodys: false,
      validFrom: 0,
      validTo: undefined,
    };
    memory.bind(heard.map(({ family, key }, id) => ({ id, family, key, sensorId: `${id}`, ...whole })));
    const values = new Map<
      string,
      { readonly measure: Measure; readonly sensorId: string; readonly at: number }
    >();
    for (const { sensorId, measuredAt: at, measures } of decodeMessage(raw, memory, settings.timezone)
      .readings)
      for (const measure of measures)
        values.set(`${sensorId} ${at} ${measure.quantity} ${measure.channel}`, { measure, sensorId, at });
    return [...values.values()].map(({ measure, sensorId, at }) => ({
      measure,
      found: explain(raw, memory, settings.timezone, { ...measure, sensorId, at }),
      payload: raw.payload,
    }));
  }

  const all = given.flatMap(explanationsOf);

  it('are explained, each value by the decoder that read it', () => {
    expect(all.length).toBeGreaterThan(400);
    for (const { measure, found } of all) expect(found?.measure).toEqual(measure);
  });

  it('have their values marked, nearly all', () => {
    const marked = all.filter(({ found }) => found?.place !== undefined);

    expect(marked.length / all.length).toBeGreaterThan(0.98);
    for (const { found, payload } of marked) {
      if (found?.formula == null || found.place === undefined) continue;
      const { start, end } = found.place;
      expect(Buffer.from(payload).toString('utf8').slice(start, end)).toBe(found.formula.raw);
    }
  });
});
