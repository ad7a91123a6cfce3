import { expect, it, vi } from 'vitest';
import { createComplaints } from '@/server/decode/complaints';
import { decodeMessage } from '@/server/decode/decode-message';
import { zigbee2mqtt } from '@/server/decode/families/zigbee2mqtt';
import { createMemory } from '@/server/decode/memory';
import { aRawHeader } from '@/tests/support/builders';

/** As no version of Hearth has written it: its reader fails at it. */
const BROKEN = {
  family: 'zigbee2mqtt',
  key: 'devices zigbee2mqtt',
  validFrom: 0,
  content: '{"one":{}}',
  hash: 'h',
};

it('costs the message at which a decoder fails, and no other', () => {
  const memory = createMemory();
  memory.remember([BROKEN]);
  const [failed, read] = ['one', 'two'].map((name) => {
    const header = aRawHeader({ topic: `zigbee2mqtt/${name}` });
    const payload = Buffer.from('{"temperature":21.5}');
    return decodeMessage({ header, payload, partition: 0, offset: 0, atMs: 1000 }, memory, undefined);
  });

  expect(failed?.unreadable).toMatchObject({
    by: `zigbee2mqtt@${zigbee2mqtt.version}`,
    refusal: { code: 'DECODER_FAULT' },
  });
  expect(failed?.unreadable?.refusal.fault).toBeInstanceOf(TypeError);
  expect(read?.heard).toMatchObject([{ key: 'two', measures: [{ value: 21.5 }] }]);
});

it('tells once of a version that can’t be read: as an error where it is what holds', () => {
  const log = { error: vi.fn(), warn: vi.fn(), info: vi.fn() };
  const complaints = createComplaints(log, { knowledgeTurnedAway: { inc: vi.fn() } as never });
  for (let time = 0; time < 3; time += 1)
    complaints.aboutVersions([
      { mappingId: 3, version: 2, problem: '/name: too long', isNewest: true },
      { mappingId: 4, version: 1, problem: '/topic: too long', isNewest: false },
    ]);

  expect(log.error.mock.calls).toEqual([
    [{ mapping: 3, version: 2, problem: '/name: too long' }, expect.any(String)],
  ]);
  expect(log.info.mock.calls).toEqual([
    [{ mapping: 4, version: 1, problem: '/topic: too long' }, expect.stringContaining('former')],
  ]);
});

it('tells of what failed once, and of what found no room each time', () => {
  const [log, inc] = [{ error: vi.fn(), warn: vi.fn(), info: vi.fn() }, vi.fn()];
  const complaints = createComplaints(log, { knowledgeTurnedAway: { inc } as never });
  for (let time = 0; time < 3; time += 1)
    complaints.about(new Map([['tasmota@1', new Error('a bug')]]), new Map([['esphome', 7]]));

  expect([log.error.mock.calls.length, log.warn.mock.calls.length]).toEqual([1, 1]);
  expect(inc.mock.calls).toEqual(Array(3).fill([{ family: 'esphome' }, 7]));
});
