import { describe, expect, it } from 'vitest';
import { createMemory } from '@/server/decode/memory';
import { explain } from '@/server/decode/provenance/explain';
import { bound, explained, RECEIVED_MS, record, TOPIC, taught } from './explaining';

describe('a mapped value', () => {
  const climate = {
    topic: 'home/+/climate',
    format: 'json',
    readings: [
      { path: '/t', quantity: 'temperature', unit: '°C', scale: 0.1, min: -20, max: 60 },
      { path: '/h', quantity: 'humidity', unit: '%', scale: 0.1 },
    ],
  };

  it('leads to the pointer’s place, the rule and the version', async () => {
    expect(await explained(record('{"t":216,"h":431}'), taught(climate))).toEqual({
      value: 21.6,
      marked: '{"t":⟦216⟧,"h":431}',
      reader: { kind: 'mapping', id: 1, version: 3 },
      formula: { raw: '216', sentUnit: '°C', steps: [{ kind: 'scale', times: 0.1 }], value: 21.6 },
      range: [-20, 60],
    });
  });

  it('is marked at its own pointer where another holds the same number', async () => {
    const found = await explained(record('{"h":216,"t":216}'), taught(climate), {
      quantity: 'humidity',
      unit: '%',
    });

    expect(found?.marked).toBe('{"h":⟦216⟧,"t":216}');
  });

  it('names the mapping that gave it where several claim the message', async () => {
    const other = {
      ...climate,
      readings: [{ path: '/h', quantity: 'humidity', unit: '%' }],
      match: { '/m': 'x' },
    };

    const found = await explained(record('{"m":"x","t":216,"h":43}'), taught(other, climate));

    expect(found?.reader).toEqual({ kind: 'mapping', id: 2, version: 3 });
    expect(found?.value).toBe(21.6);
  });

  it('tells scale, offset and unit in the order they are applied', async () => {
    const shifted = {
      topic: TOPIC,
      format: 'json',
      readings: [{ path: '/f', quantity: 'temperature', unit: '°F', scale: 0.1, offset: 2 }],
    };

    expect((await explained(record('{"f":660}'), taught(shifted)))?.formula).toEqual({
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

  it('is found in a text that is no JSON', async () => {
    const number = { topic: TOPIC, format: 'number', readings: [{ quantity: 'temperature', unit: '°C' }] };
    const comma = { ...number, decimalSeparator: ',', allowUnitSuffix: true };
    const influx = {
      topic: TOPIC,
      format: 'influx',
      readings: [{ path: 't', quantity: 'temperature', unit: '°C', channel: 'in' }],
    };

    expect((await explained(record(' 21.50\n'), taught(number)))?.marked).toBe(' ⟦21.50⟧\n');
    expect(await explained(record('21,5 °C'), taught(comma))).toMatchObject({
      marked: '⟦21,5⟧ °C',
      formula: { raw: '21,5', steps: [] },
    });
    expect(
      (await explained(record('air,room=2 h=43i,t=21i'), taught(influx), { channel: 'in' }))?.marked,
    ).toBe('air,room=2 h=43i,t=⟦21⟧i');
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
  ])('is found where a mapping of %s reads it', async (format, definition, payload, marked) => {
    expect((await explained(record(payload), taught({ topic: TOPIC, format, ...definition })))?.marked).toBe(
      marked,
    );
  });

  it('is marked in bytes that would be a text', async () => {
    const bytes = {
      binary: { offset: 1, type: 'uint16be' },
      quantity: 'temperature',
      unit: '°C',
      scale: 0.1,
    };
    const memory = taught({ topic: TOPIC, format: 'binary', readings: [bytes] });
    const asked = { sensorId: 'living', quantity: 'temperature', unit: '°C', channel: null };
    const raw = record(Buffer.from([0x41, 0x00, 0x64, 0x42]));

    expect(await explain(raw, memory, undefined, { ...asked, at: RECEIVED_MS * 1000 })).toMatchObject({
      place: { start: 1, end: 3 },
      isBytes: true,
      formula: { raw: '100', steps: [{ kind: 'scale', times: 0.1 }], value: 10 },
    });
  });

  it('is the word that a table gives a number', async () => {
    const table = { path: '/door/state', quantity: 'contact', values: { 'half open': 0, open: 0, shut: 1 } };
    const json = { topic: TOPIC, format: 'json', readings: [table] };
    const kv = { ...json, format: 'kv', readings: [{ ...table, path: 'door' }] };
    const bool = {
      topic: TOPIC,
      format: 'bool',
      readings: [{ quantity: 'contact', onValues: ['zu'], offValues: ['auf'] }],
    };
    const contact = { quantity: 'contact', unit: '' };

    expect(
      await explained(record('{"open":1,"door":{"state":"shut"}}'), taught(json), contact),
    ).toMatchObject({
      marked: '{"open":1,"door":{"state":"⟦shut⟧"}}',
      formula: { raw: 'shut', steps: [{ kind: 'stands for', number: 1 }] },
    });
    expect((await explained(record('open=7 door=shut'), taught(kv), contact))?.marked).toBe(
      'open=7 door=⟦shut⟧',
    );
    expect(await explained(record('zu'), taught(bool), contact)).toMatchObject({
      marked: '⟦zu⟧',
      formula: { raw: 'zu', steps: [{ kind: 'stands for', number: 1 }] },
    });
  });

  it('of one mapping for several sensors is explained to the sensor it belongs to', async () => {
    const shared = {
      ...climate,
      topic: 'home/{room}/climate',
      sensorFrom: 'room',
      sensors: { living: 'living', hall: 'hall' },
    };
    const memory = taught({ ...shared, sensor: undefined });

    expect((await explained(record('{"t":216}'), memory))?.value).toBe(21.6);
    expect(await explained(record('{"t":216}', 'home/hall/climate'), memory)).toBeUndefined();
  });

  it('that can’t be is explained, too', async () => {
    expect(await explained(record('{"t":990}'), taught(climate))).toMatchObject({
      value: 99,
      range: [-20, 60],
    });
  });

  it('is none where the message has none of it now', async () => {
    expect(await explained(record('{"x":1}'), taught(climate))).toBeUndefined();
    expect(await explained(record('{"t":216}'), taught(climate), { at: 5 })).toBeUndefined();
    expect(await explained(record('{"t":216}'), createMemory())).toBeUndefined();
  });
});

describe('a value of a family', () => {
  const tasmota = '{"Time":"2026-11-23T14:32:07","ENERGY":{"Total":18.442,"Power":18,"Voltage":231}}';

  it('is marked where a change of the text changes the value', async () => {
    const found = await explained(record(tasmota, 'tele/plug/SENSOR'), bound('tasmota', 'plug'), {
      quantity: 'power',
      unit: 'W',
    });

    expect(found).toMatchObject({
      marked: tasmota.replace(':18,', ':⟦18⟧,'),
      reader: { kind: 'family', name: 'tasmota', version: expect.any(Number) },
      formula: { raw: '18', sentUnit: 'W', steps: [], value: 18 },
    });
  });

  it('tells the unit it was sent in', async () => {
    const payload = '{"aenergy":{"total":18442.0},"apower":18442.0,"id":0}';
    const found = await explained(record(payload, 'shelly/status/switch:0'), bound('shelly-gen2', 'shelly'), {
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

  it('is marked also where it is a word', async () => {
    const payload = '{"contact":false,"linkquality":90}';
    const found = await explained(record(payload, 'zigbee2mqtt/door'), bound('zigbee2mqtt', 'door'), {
      quantity: 'contact',
      unit: '',
    });

    expect(found?.marked).toBe(payload.replace('false', '⟦false⟧'));
    expect(found?.formula?.steps).toEqual([{ kind: 'stands for', number: found?.value }]);
  });

  it('leaves nothing in the memory', async () => {
    const memory = bound('tasmota', 'plug');
    await explained(record(tasmota, 'tele/plug/SENSOR'), memory, { quantity: 'power', unit: 'W' });
    const config = '{"t":"plug","ft":"%prefix%/%topic%/","onln":"Here","ofln":"Gone"}';

    await explained(record(config, 'tasmota/discovery/AABBCC/config'), memory);

    expect(memory.told('tasmota', RECEIVED_MS).of('plug')).toBeUndefined();
  });
});
