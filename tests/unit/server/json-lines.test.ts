import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadJson, jsonLines } from '@/server/json-lines';

const TEXT = `{
  "rooms": ["Kitchen",
    "Hall"],
  "mappings": [
    { "topic": "a",
      "readings": [{ "unit": "W" }] }
  ]
}`;

function badLine(text: string): number | undefined {
  try {
    jsonLines(text);
    return undefined;
  } catch (error) {
    if (error instanceof BadJson) return error.line;
    throw error;
  }
}

describe('jsonLines', () => {
  it('knows the line of every value', () => {
    const lines = jsonLines(TEXT);

    expect(lines.lineOf([])).toBe(1);
    expect(lines.lineOf(['rooms', 1])).toBe(3);
    expect(lines.lineOf(['mappings', 0])).toBe(5);
    expect(lines.lineOf(['mappings', 0, 'readings', 0, 'unit'])).toBe(6);
  });

  it('answers for what is missing with the line of what is around it', () => {
    expect(jsonLines(TEXT).lineOf(['mappings', 0, 'readings', 0, 'quantity'])).toBe(6);
    expect(jsonLines(TEXT).lineOf(['sensors', 3])).toBe(1);
  });

  it.each([
    ['{\n"a": 1,\n}', 3],
    ['{\n"a": 1\n"b": 2}', 3],
    ['', 1],
    ['{"a":\n\n01}', 3],
    ['[1,\n2', 2],
    ['{"a":"\n"}', 1],
    ['[]\n[]', 2],
    ["{'a': 1}", 1],
  ])('says in which line %j ends to be JSON', (text, line) => {
    expect(badLine(text)).toBe(line);
  });

  it('takes what JSON.parse takes and refuses what it refuses', () => {
    const alike = fc.string({
      unit: fc.constantFrom(...'{}[]",:01.eE-\\n \ntruefalsn'.split('')),
      maxLength: 16,
    });

    fc.assert(
      fc.property(
        fc.oneof(
          alike,
          fc.json(),
          fc.json().map((text) => text.slice(1)),
        ),
        (text) => {
          let parses = true;
          try {
            JSON.parse(text);
          } catch {
            parses = false;
          }
          expect(badLine(text) === undefined).toBe(parses);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
