import type { MqttClient } from 'mqtt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OutMessage, outRecord } from '@/contracts/mqtt-out';
import { MQTT_OUT } from '@/contracts/topics';
import type { Running } from '@/server/context';
import { startPublishing, type WayOut } from '@/server/ingest/publishing';
import { appendAll, startAppender } from '@/server/stream/appender';
import type { OutgoingRecord } from '@/server/stream/types';
import { aRoad, type Road } from '@/tests/support/a-road';

// One topic, hence one partition: what is asked for one after the other is published so.
const TOPIC = 'spBv1.0/home/NCMD/edge1';
const MINUTE_MS = 60_000;

let road: Road;
let publishing: Running | undefined;
beforeEach(() => {
  publishing = undefined;
});
afterEach(async () => {
  await publishing?.stop();
  await road.stop();
});

function asking(text: string, given: Partial<OutMessage> = {}): OutgoingRecord {
  return outRecord({
    ...{ topic: TOPIC, payload: Buffer.from(text), qos: 1, retain: false, why: 'a test asks' },
    ...given,
  });
}

/** What says nothing that can be published: no header, and a topic with a wildcard in it. */
function unreadable(): readonly OutgoingRecord[] {
  const wild = JSON.stringify({ topic: 'spBv1.0/#', qos: 1, retain: false, why: '' });
  return [
    { topic: MQTT_OUT, key: TOPIC, value: 'nobody’s' },
    { topic: MQTT_OUT, key: TOPIC, value: 'everybody’s', headers: { hearth: wild } },
  ];
}

async function ask(...records: readonly OutgoingRecord[]): Promise<void> {
  const appender = await startAppender({ ...road.context, name: 'test' });
  await appendAll(appender, records);
  await appender.stop();
}

async function position(): Promise<number> {
  const rows = await road.query<{ next: string }>(
    "SELECT max(next) AS next FROM consumer_offset WHERE consumer = 'publish' AND topic = $1",
    [MQTT_OUT],
  );
  return Number(rows[0]?.next);
}

async function counted(): Promise<Readonly<Record<string, number>>> {
  const { values } = await road.context.metrics.mqttPublished.get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.result, value]));
}

async function listening(client: MqttClient): Promise<readonly string[]> {
  const heard: string[] = [];
  client.on('message', (_topic, payload) => heard.push(payload.toString()));
  await client.subscribeAsync('spBv1.0/#', { qos: 1 });
  return heard;
}

/** A way out that a test opens, closes and answers for; what went out by it, and where the position stood then. */
function aWay(answer: (text: string) => Promise<void> = async () => undefined) {
  const state = { isOpen: true };
  const said: { readonly text: string; readonly position: number }[] = [];
  const way: WayOut['way'] = {
    isOpen: () => state.isOpen,
    publish: async ({ payload }) => {
      const text = Buffer.from(payload).toString();
      said.push({ text, position: await position() });
      await answer(text);
    },
  };
  return { state, way, said };
}

it('publishes what is asked for byte for byte and in order, and drops what is outdated or says nothing', async () => {
  road = await aRoad(['ingest']);
  const heard = await listening(await road.client());

  await ask(
    asking('first'),
    { ...asking('too late'), timestampMs: Date.now() - 2 * MINUTE_MS },
    ...unreadable(),
    asking('last'),
  );

  await vi.waitUntil(() => heard.includes('last'), { timeout: 20_000 });
  expect(heard).toEqual(['first', 'last']);
  await vi.waitFor(async () => expect(await counted()).toEqual({ published: 2, outdated: 1, unreadable: 2 }));
  expect(await position()).toBe(5);
  expect(await road.raw()).toEqual([]);
});

it('keeps what is to be retained for those who come later', async () => {
  road = await aRoad(['ingest']);
  await ask(asking('kept', { retain: true }));
  await vi.waitUntil(async () => (await counted()).published === 1, { timeout: 20_000 });

  const heard = await listening(await road.client());

  await vi.waitUntil(() => heard.includes('kept'));
});

describe('the way out', () => {
  it('is taken by each message once the position is behind it, and by no other one of its batch', async () => {
    road = await aRoad([]);
    const { way, said } = aWay();
    await ask(asking('one'), asking('two'), asking('three'));

    publishing = startPublishing(road.context, way);

    await vi.waitUntil(() => said.length === 3, { timeout: 20_000 });
    expect(said).toEqual([
      { text: 'one', position: 1 },
      { text: 'two', position: 2 },
      { text: 'three', position: 3 },
    ]);
  });

  it('is waited for while it is closed, also in the middle of a batch: nothing is lost or said twice', async () => {
    road = await aRoad([]);
    const { way, said, state } = aWay(async (text) => {
      if (text === 'one') state.isOpen = false;
    });
    await ask(asking('one'), asking('two'));

    publishing = startPublishing(road.context, way);
    await vi.waitUntil(() => said.length === 1, { timeout: 20_000 });
    await vi.waitUntil(async () => (await counted()).published === 1);
    expect(await position()).toBe(1);
    state.isOpen = true;

    await vi.waitUntil(() => said.length === 2, { timeout: 20_000 });
    expect(said.map(({ text }) => text)).toEqual(['one', 'two']);
  });

  it('fails one message where it refuses or answers nothing, and takes the next', async () => {
    road = await aRoad([]);
    const answers: Readonly<Record<string, () => Promise<void>>> = {
      refused: () => Promise.reject(new Error('not authorised')),
      unanswered: () => new Promise(() => undefined),
    };
    const { way, said } = aWay((text) => answers[text]?.() ?? Promise.resolve());
    await ask(asking('refused'), asking('unanswered'), asking('taken'));

    publishing = startPublishing(road.context, way);

    await vi.waitUntil(() => said.length === 3, { timeout: 20_000 });
    await vi.waitFor(async () => expect(await counted()).toEqual({ failed: 2, published: 1 }));
  });

  it('is left to the next start by what is not out yet when Hearth stops', async () => {
    road = await aRoad([]);
    let isOut = () => {};
    const leaving = new Promise<void>((resolve) => {
      isOut = resolve;
    });
    const first = aWay(() => leaving);
    await ask(asking('one'), asking('two'));
    publishing = startPublishing(road.context, first.way);
    await vi.waitUntil(() => first.said.length === 1, { timeout: 20_000 });

    const stopped = publishing.stop();
    isOut();
    await stopped;
    const second = aWay();
    publishing = startPublishing(road.context, second.way);

    await vi.waitUntil(() => second.said.length === 1, { timeout: 20_000 });
    expect([first.said, second.said].map((all) => all.map(({ text }) => text))).toEqual([['one'], ['two']]);
  });
});
