import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FamilyKnowledge, FamilySaid } from '@/server/decode/families/family';
import { sparkplug } from '@/server/decode/families/sparkplug';
import { openPayload } from '@/server/decode/payload';
import { createToldHistory } from '@/server/decode/told-history';
import { listenerTo, valuesOf } from '@/tests/support/family-listener';
import { Case } from '@/tools/decode/case';

const file = path.join(import.meta.dirname, '../../../fixtures/device-payloads.ndjson');
const death = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.includes('"spb-022"'))
  .map((line) => Case.parse(JSON.parse(line)))[0];
if (death === undefined) throw new Error('no such case');
const messages = [...death.context, death].map(({ topic, payloadBase64 = '' }) => ({
  topic,
  bytes: Buffer.from(payloadBase64, 'base64'),
}));
const NOW_MS = Date.UTC(2026, 10, 29, 12);
const [nodeBirth, deviceBirth, nodeDeath] = messages;
if (nodeBirth === undefined || deviceBirth === undefined || nodeDeath === undefined) {
  throw new Error('the case has other messages than it had');
}

it('takes the devices of a node that died for gone', () => {
  const listen = listenerTo(sparkplug);
  listen(nodeBirth.topic, nodeBirth.bytes);
  listen(deviceBirth.topic, deviceBirth.bytes);

  const { devices } = listen(nodeDeath.topic, nodeDeath.bytes) as FamilySaid;

  expect(devices).toEqual([
    { key: 'home/edge1', measures: [], availability: 'offline' },
    { key: 'home/edge1/meter1', measures: [], availability: 'offline' },
  ]);
});

it('knows all devices of a node, also those whose births several decoders read at once', () => {
  const memory = createToldHistory();
  const said = (topic: string, bytes: Uint8Array, known: FamilyKnowledge) =>
    sparkplug.decode(
      {
        ...{ topic, levels: topic.split('/'), payload: openPayload(bytes), receivedMs: NOW_MS },
        ...{ isReplayed: false, zone: undefined, settingsOf: () => ({}) },
      },
      known,
    ) as FamilySaid;
  const nothingYet = memory.told('sparkplug', NOW_MS);
  const births = ['meter1', 'meter2'].map((device) =>
    said(deviceBirth.topic.replace(/[^/]+$/, device), deviceBirth.bytes, nothingYet),
  );
  // Of those that were born when all of them were one list.
  const before = { key: 'devices home/edge1', content: { devices: ['home/edge1/meter0'] } };
  memory.remember([memory.news('sparkplug', before, NOW_MS - 1000) ?? []].flat());
  for (const { learnt } of births)
    memory.remember(learnt.flatMap((each) => memory.news('sparkplug', each, NOW_MS) ?? []));

  const { devices } = said(nodeDeath.topic, nodeDeath.bytes, memory.told('sparkplug', NOW_MS + 1));

  expect(devices.map(({ key }) => key)).toEqual(
    ['', '/meter1', '/meter2', '/meter0'].map((behind) => `home/edge1${behind}`),
  );
});

it('passes over the last will of a session that is over', () => {
  const listen = listenerTo(sparkplug);
  listen(nodeBirth.topic, nodeBirth.bytes);
  const older = Buffer.from(nodeDeath.bytes);
  // The last byte is the session's number.
  older[older.length - 1] = 1;

  expect(listen(nodeDeath.topic, older)).toMatchObject({ devices: [] });
  expect(listen(nodeDeath.topic, nodeDeath.bytes)).not.toMatchObject({ devices: [] });
});

it('learns of a node that is born again only which session it is', () => {
  const listen = listenerTo(sparkplug);
  const born = listen(nodeBirth.topic, nodeBirth.bytes) as FamilySaid;

  const contents = born.learnt.map(({ key, content }) => [key, JSON.stringify(content)]);
  expect(contents.map(([key]) => key)).toEqual(['birth home/edge1', 'session home/edge1']);
  expect(contents[0]?.[1]).not.toContain('ession');
});

it('reads or refuses a birth with any bytes in it changed', () => {
  const changes = fc.array(fc.tuple(fc.nat(deviceBirth.bytes.length - 1), fc.nat(255)), { maxLength: 5 });

  fc.assert(
    fc.property(changes, fc.nat(deviceBirth.bytes.length), (bytes, end) => {
      const changed = Buffer.from(deviceBirth.bytes);
      for (const [at, byte] of bytes) changed[at] = byte;
      const outcome = listenerTo(sparkplug)(deviceBirth.topic, changed.subarray(0, end));
      for (const value of valuesOf(outcome)) expect(value).toSatisfy(Number.isFinite);
    }),
    { numRuns: 2000 },
  );
});
