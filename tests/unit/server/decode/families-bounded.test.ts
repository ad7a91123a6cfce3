import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantityOf } from '@/contracts/quantities';
import { FAMILIES } from '@/server/decode/families/families';
import { createRehearsal } from '@/server/decode/rehearsal';
import { SPOKEN } from '@/tests/support/spoken-topics';

/** Numbers, texts and objects as devices send them, and as none would. */
function payloads(words: readonly string[]): fc.Arbitrary<Uint8Array> {
  const word = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom('__proto__', 'constructor', 'id'),
    fc.string(),
  );
  const scalar = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constantFrom(null, 'None', 'nan', '-0', '1e999', '999', 'ON', 'online', '21.5'),
    word,
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      scalar,
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(word, tie('tree'), { maxKeys: 8 }),
    ),
  }));
  const text = fc.oneof(
    tree.map((value) => JSON.stringify(value)),
    scalar.map(String),
    fc.string(),
  );
  return fc.oneof(
    { weight: 9, arbitrary: text.map((given) => Buffer.from(given, 'utf8')) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }) },
  );
}

describe.each(Object.entries(SPOKEN))('%s', (name, { topics, words }) => {
  it('answers whatever comes on its topics with finite numbers of known quantities', () => {
    const message = fc.record({
      topic: fc.constantFrom(...topics),
      payload: payloads(words),
      retain: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 6 }), (messages) => {
        const { rehearse } = createRehearsal('Europe/Berlin');
        for (const each of messages) {
          const { readings, issue } = rehearse(each, Date.UTC(2026, 10, 29));
          expect(issue).not.toBe('DECODER_FAULT');
          expect(readings.length).toBeLessThanOrEqual(256);
          for (const { quantity, value, channel } of readings) {
            expect(Number.isFinite(value)).toBe(true);
            expect(quantityOf(quantity)).toBeDefined();
            expect(channel === null || channel.length <= 120).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['is too large', `{"a":"${'x'.repeat(1_100_000)}"}`],
    ['nests too deep', '{"a":'.repeat(10_000)],
    ['is no text', Uint8Array.of(0xff, 0xfe, 0x80)],
  ])('reads nothing of what %s', (_what, payload) => {
    for (const topic of topics) {
      const { rehearse } = createRehearsal(undefined);
      const { readings, discovery } = rehearse({ topic, payload: Buffer.from(payload), retain: false }, 0);
      expect([readings, discovery]).toEqual([[], []]);
    }
  });

  it('is one of the families', () => {
    expect(FAMILIES.map((family) => family.name)).toContain(name);
  });
});

it('reads the first 256 measures of a message', () => {
  const drivers = Array.from({ length: 400 }, (_, n) => [`DS18B20-${n}`, { Temperature: n }]);
  const payload = Buffer.from(JSON.stringify(Object.fromEntries(drivers)));

  const { readings } = createRehearsal(undefined).rehearse(
    { topic: 'tele/p/SENSOR', payload, retain: false },
    0,
  );

  expect(readings.map(({ channel }) => channel)).toEqual(drivers.slice(0, 256).map(([driver]) => driver));
});
