import { describe, expect, it } from 'vitest';
import { type DeviceRow, deviceGroups } from '@/server/decode/inbox/device-groups';
import { type SourceRow, shapeGroups, sourcesOf } from '@/server/decode/inbox/shape-groups';

const row = (topic: string, given: Partial<SourceRow> = {}): SourceRow => ({
  ...{
    topic,
    partition: 0,
    shape: 's',
    kind: 'json',
    fields: ['/h number', '/t number'],
    count: 10,
    login: null,
  },
  ...{ firstOffset: 0, lastOffset: 9, firstSeen: 1_000, lastSeen: 2_000, everyMs: 60_000 },
  ...given,
});

const device = (key: string, given: Partial<DeviceRow> = {}): DeviceRow => ({
  ...{ family: 'tasmota', key, name: null, model: null, announced: [], count: 5 },
  ...{ firstSeen: 1_000, lastSeen: 2_000, everyMs: 300_000, topics: [`tele/${key}/SENSOR`] },
  measures: [{ quantity: 'power', channel: null, value: 44, unit: 'W' }],
  ...given,
});

describe('a shape', () => {
  it('is one group of all its sources, with what they bring together', () => {
    const groups = shapeGroups([
      row('home/attic/climate', { firstSeen: 500, login: 'attic-node' }),
      row('home/cellar/climate', { everyMs: 120_000, lastSeen: 9_000 }),
      row('home/hall/climate', { everyMs: null }),
    ]);

    expect(groups.map(({ group }) => group)).toMatchObject([
      {
        pattern: 'home/+/climate',
        sources: 3,
        count: 30,
        firstSeen: 500,
        lastSeen: 9_000,
        everyMs: 120_000,
        logins: ['attic-node'],
      },
    ]);
  });

  it('keeps its name while more is learnt of it', () => {
    const first = row('home/attic/climate', { firstSeen: 500 });
    const idOf = (rows: readonly SourceRow[]) => shapeGroups(rows)[0]?.group.id;

    expect(idOf([first, row('home/cellar/climate')])).toBe(idOf([first]));
  });

  it('is one source where some of its fields come now and then', () => {
    const sources = sourcesOf([
      row('a/b', { fields: ['/t number', '/h number', '/bat number'], everyMs: 120_000 }),
      row('a/b', { everyMs: 120_000, lastSeen: 5_000 }),
      row('a/b', { kind: 'text', fields: [] }),
    ]);

    expect(sources.map(({ kind, count, everyMs, fields }) => [kind, count, everyMs, fields.length])).toEqual([
      ['json', 20, 60_000, 3],
      ['text', 10, 60_000, 0],
    ]);
  });
});

describe('devices', () => {
  it('are together by family, gateway and what they measure', () => {
    const climate = [{ quantity: 'temperature', channel: null, value: 21, unit: '°C' }];
    const zigbee = { family: 'zigbee2mqtt', measures: climate };
    const groups = deviceGroups([
      device('attic_plug'),
      device('dryer', { lastSeen: 9_000 }),
      device('hall', { ...zigbee, topics: ['zigbee2mqtt/hall'] }),
      device('upstairs/bath', { ...zigbee, topics: ['upstairs/bath'] }),
    ]);

    expect(
      groups.map(({ group }) => [group.family, group.gateway, group.look, group.devices, group.pattern]),
    ).toEqual([
      ['tasmota', null, 'meter', 2, 'tele/+/SENSOR'],
      ['zigbee2mqtt', null, 'climate', 1, 'zigbee2mqtt/hall'],
      ['zigbee2mqtt', 'upstairs', 'climate', 1, 'upstairs/bath'],
    ]);
  });

  it('whose names have levels come through no gateway of those levels', () => {
    const bridge = { family: 'zigbee2mqtt', topics: ['zigbee2mqtt/bridge/devices'] };
    const groups = deviceGroups([
      device('kitchen/climate', { ...bridge, name: 'kitchen/climate' }),
      device('bath/climate', { ...bridge, topics: ['zigbee2mqtt/bath/climate'] }),
      device('house/zigbee/attic/climate', { ...bridge, name: 'attic/climate' }),
    ]);

    expect(groups.map(({ group }) => [group.gateway, group.devices])).toEqual([
      [null, 2],
      ['house/zigbee', 1],
    ]);
  });

  it('that radios hear come through their receiver, whatever the device’s own name is made of', () => {
    const groups = deviceGroups([
      device('Nexus-TH/2/171', { family: 'rtl_433', topics: ['rtl_433/pi4/events'] }),
      device('Nexus-TH/3/12', { family: 'rtl_433', topics: ['rtl_433/pi4/devices/Nexus-TH/3/12/humidity'] }),
      device('A4:C1:38:12:34:56', { family: 'omg-theengs', topics: ['home/OMG/BTtoMQTT/A4C138123456'] }),
    ]);

    expect(groups.map(({ group }) => [group.gateway, group.devices])).toEqual([
      ['rtl_433/pi4', 2],
      ['home/OMG', 1],
    ]);
  });

  it('that only told of themselves are apart from those that send', () => {
    const groups = deviceGroups([device('a'), device('b', { measures: [], count: 0 })]);

    expect(groups.map(({ group }) => group.isAnnounced)).toEqual([false, true]);
  });
});
