import { randomBytes } from 'node:crypto';
import type { MqttClient } from 'mqtt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aRoad, type Letter, type Road } from '@/tests/support/a-road';
import { teach } from '@/tests/support/teach';

const READ_BYTES = 65_536;
const DEEP = 10_000;

let road: Road;
let sensor: MqttClient;
beforeAll(async () => {
  road = await aRoad(['decode', 'ingest']);
  await teach(road.context.database.url, HOUSE);
  sensor = await road.client({ clientId: 'kitchen-node' });
});
afterAll(() => road.stop());

const HOUSE = {
  sensors: [{ id: 'kitchen', name: 'Kitchen' }],
  mappings: [
    {
      sensor: 'kitchen',
      topic: 'plain/#',
      format: 'number',
      readings: [{ quantity: 'temperature', unit: '°C' }],
    },
    ...['/t', '/constructor/name', '/list/0/t'].map((path) => ({
      sensor: 'kitchen',
      topic: `json${path}`,
      format: 'json',
      readings: [{ path, quantity: 'temperature', unit: '°C' }],
    })),
    {
      sensor: 'kitchen',
      topic: 'json/proto',
      format: 'json',
      readings: [{ path: '/__proto__/t', quantity: 'temperature', unit: '°C' }],
    },
  ],
};

describe('what can not be read', () => {
  it.each<[string, string, Buffer | string, string]>([
    ['bytes that are not UTF-8', 'plain/a', Buffer.from([0x32, 0xc3, 0x28]), 'NOT_UTF8'],
    ['random bytes', 'json/t', Buffer.concat([Buffer.from([0xff]), randomBytes(200)]), 'NOT_UTF8'],
    ['NaN', 'plain/b', 'NaN', 'BAD_NUMBER'],
    ['a number beyond all numbers', 'plain/c', '1e309', 'BAD_NUMBER'],
    ['a hexadecimal number', 'plain/d', '0x10', 'BAD_NUMBER'],
    ['nothing', 'plain/e', '', 'NO_VALUE'],
    ['NaN in JSON', 'json/t', '{"t":NaN}', 'BAD_JSON'],
    ['a number beyond all numbers in JSON', 'json/t', '{"t":1e309}', 'NO_VALUE'],
    ['half of a JSON', 'json/t', '{"t":21.', 'BAD_JSON'],
    ['10,000 arrays', 'json/t', `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`, 'TOO_DEEP'],
    ['10,000 objects', 'json/t', `${'{"t":'.repeat(DEEP)}1${'}'.repeat(DEEP)}`, 'TOO_DEEP'],
    ['a value in the prototype', 'json/t', '{"__proto__":{"t":21.5}}', 'NO_VALUE'],
    ['a pointer into the prototype', 'json/proto', '{"__proto__":{"t":21.5}}', 'NO_VALUE'],
    ['a pointer into the language', 'json/constructor/name', '{"constructor":{"name":21.5}}', 'NO_VALUE'],
    ['more than decode reads', 'json/t', `{"t":21.5,"x":"${'x'.repeat(READ_BYTES)}"}`, 'TOO_LARGE'],
  ])('%s is a letter with its code and its coordinates', async (what, topic, payload, code) => {
    // A sensor of its own: of one alone, not every letter of a second would be written.
    const source = `node with ${what}`;
    const broken = await road.client({ clientId: source });
    const before = await road.letters();

    await broken.publishAsync(topic, payload, { qos: 1 });
    await road.settled('decode');

    const [written, ...others] = (await road.letters()).slice(before.length);
    expect(others).toEqual([]);
    expect(written).toMatchObject({ code, stage: 'decode', source: `machine/${source}`, topic, bytes: '' });
    expect(written?.by).toMatch(/^mapping:\d+@1$/);
    expect(written?.detail).not.toBe('');
    const raw = await rawOf(written);
    expect(raw?.payload).toEqual(Buffer.from(payload));
    expect(raw?.header.uid).toBe(written?.uid);
  });

  it('leaves what follows alone, and others', async () => {
    const other = await road.client({ clientId: 'hall-node' });

    await sensor.publishAsync('json/t', '}', { qos: 1 });
    await sensor.publishAsync('json/t', '{"t":21.5}', { qos: 1 });
    await other.publishAsync('plain/z', '7', { qos: 1 });
    await road.settled('decode');

    const values = (await road.readings()).flatMap(({ measures }) => measures.map(({ value }) => value));
    expect(values.sort()).toEqual([21.5, 7]);
  });

  it('is counted by code, every one of it, though not each has a letter', async () => {
    const counted = () => badNumbers();
    const before = { letters: (await road.letters()).length, counted: await counted() };

    await Promise.all(
      Array.from({ length: 300 }, () => sensor.publishAsync('plain/y', 'broken', { qos: 1 })),
    );
    await road.settled('decode');

    const letters = (await road.letters()).slice(before.letters);
    await expect.poll(counted).toBe(before.counted + 300);
    expect(letters.length).toBeLessThan(300);
    expect(letters.some(({ standsFor }) => Number(standsFor) > 1)).toBe(true);
  });
});

async function rawOf(letter: Letter | undefined) {
  const { rawPartition, rawOffset } = letter ?? {};
  const messages = await road.raw();
  return messages.find(
    ({ partition, offset }) => partition === Number(rawPartition) && offset === Number(rawOffset),
  );
}

async function badNumbers(): Promise<number> {
  const { values } = await road.context.metrics.deadLetters.get();
  const found = values.find(({ labels }) => labels.code === 'BAD_NUMBER' && labels.stage === 'decode');
  return found?.value ?? 0;
}
