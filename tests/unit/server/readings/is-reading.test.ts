import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Reading } from '@/contracts/reading';
import { isReading } from '@/server/readings/is-reading';
import { aReading } from '@/tests/support/builders';

/** Values that a field may have by mistake. */
const anything = fc.oneof(
  fc.anything({ maxDepth: 1 }),
  fc.constantFrom(null, undefined, '', 'x'.repeat(200), -1, 0, 1.5, 2 ** 53, NaN, Infinity, [], {}, true),
);

const places = [
  ...Object.keys(aReading()),
  ...['availability', 'replayed', 'replay', 'replaces'],
  ...['measures.0', 'raw.p', 'raw.o', 'by.mapping', 'by.codec', 'by.version'],
  ...['quantity', 'channel', 'value', 'unit', 'quality'].map((name) => `measures.0.${name}`),
  ...['sensorId', 'quantity', 'channel', 'measuredAt'].map((name) => `replaces.0.${name}`),
];

function aWholeReading(): Record<string, unknown> {
  return structuredClone({
    ...aReading(),
    availability: 'online',
    replay: 1,
    replaces: [{ sensorId: 'kitchen', quantity: 'temperature', channel: null, measuredAt: 1 }],
  });
}

function put(into: unknown, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  const target = names.reduce((at, name) => (at as Record<string, unknown>)[name], into) as Record<
    string,
    unknown
  >;
  target[last] = value;
}

describe('what is a reading by hand', () => {
  it('is one by the schema, and the other way round', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), anything, (path, value) => {
        const candidate = aWholeReading();
        put(candidate, path, value);

        expect(isReading(candidate)).toBe(Reading.safeParse(candidate).success);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is a reading as decode writes it, with what is optional and without', () => {
    expect(isReading(aReading())).toBe(true);
    expect(isReading(aWholeReading())).toBe(true);
  });

  it.each([null, 1, 'text', [], {}])('is not %j', (candidate) => {
    expect(isReading(candidate)).toBe(false);
  });
});
