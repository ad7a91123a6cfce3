import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Measure } from '@/contracts/reading';
import { decodeMessage } from '@/server/decode/decode-message';
import { createMemory } from '@/server/decode/memory';
import { explain, type RawRecord } from '@/server/decode/provenance/explain';
import { aRawHeader } from '@/tests/support/builders';
import { Case } from '@/tools/decode/case';
import { enough, RECEIVED_MS, WHOLE } from './explaining';

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
    memory.bind(heard.map(({ family, key }, id) => ({ id, family, key, sensorId: `${id}`, ...WHOLE })));
    const values = new Map<
      string,
      { readonly measure: Measure; readonly sensorId: string; readonly at: number }
    >();
    for (const { sensorId, measuredAt: at, measures } of decodeMessage(raw, memory, settings.timezone)
      .readings)
      for (const measure of measures)
        values.set(`${sensorId} ${at} ${measure.quantity} ${measure.channel}`, { measure, sensorId, at });
    return Promise.all(
      [...values.values()].map(async ({ measure, sensorId, at }) => {
        const asked = { ...measure, sensorId, at, budget: enough() };
        return { measure, found: await explain(raw, memory, settings.timezone, asked), payload: raw.payload };
      }),
    );
  }

  const all = Promise.all(given.map(explanationsOf)).then((explanations) => explanations.flat());

  it('are explained, each value by the decoder that read it', async () => {
    expect((await all).length).toBeGreaterThan(400);
    for (const { measure, found } of await all) expect(found?.measure).toEqual(measure);
  });

  it('have their values marked, nearly all', async () => {
    const marked = (await all).filter(({ found }) => found?.place !== undefined);

    expect(marked.length / (await all).length).toBeGreaterThan(0.98);
    for (const { found, payload } of marked) {
      if (found?.formula == null || found.place === undefined) continue;
      const { start, end } = found.place;
      expect(Buffer.from(payload).toString('utf8').slice(start, end)).toBe(found.formula.raw);
    }
  });
});
