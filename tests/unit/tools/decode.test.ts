import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Case, outcomeOf } from '@/tools/decode/case';
import { readCases } from '@/tools/decode/read-cases';
import { differences, scoreOf, totalsInWords } from '@/tools/decode/score';

/** Families whose every case comes out as expected. */
const DECODED = [
  'tasmota',
  'zigbee2mqtt',
  'shelly-gen1',
  'shelly-gen2',
  'esphome',
  'dsmr',
  'ha-discovery',
  'rtl_433',
  'omg-theengs',
  'ttn',
  'espeasy',
  'senml',
  'homie',
  'sparkplug',
  'influx',
  'emon',
  'plain',
];

/** The quantities that a file's cases expect are those of which nothing else may come. */
const FILES = ['device-payloads.ndjson', 'more-device-payloads.ndjson'].map((name) => {
  const cases = readFileSync(path.join(import.meta.dirname, '../../fixtures', name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => Case.parse(JSON.parse(line)));
  const listed = new Set(cases.flatMap(({ expected }) => expected.map(({ quantity }) => quantity)));
  return { name, cases, listed };
});

describe.each(FILES)('$name', ({ cases, listed }) => {
  describe.each(DECODED)('payloads of %s', (family) => {
    it.each(cases.filter(({ family: of }) => of === family))('$id comes out as expected', (given) => {
      expect(differences(given, outcomeOf(given), listed)).toEqual([]);
    });
  });

  it('has cases of families that are decoded alone', () => {
    expect(cases.filter(({ family }) => !DECODED.includes(family))).toEqual([]);
  });

  it('throws at no payload of any family', () => {
    for (const given of cases) expect(outcomeOf(given)).toHaveProperty('readings');
  });
});

it('tells what is missing, wrong or too much', () => {
  const [{ cases, listed } = { cases: [], listed: new Set<string>() }] = FILES;
  const given = cases.find(({ id }) => id === 'tas-002');
  if (given === undefined) throw new Error('no such case');
  const [first, ...others] = given.expected;

  const wrong = { ...given, expected: others.map((each, at) => (at === 0 ? { ...each, value: 1 } : each)) };

  expect(first?.quantity).toBe('temperature');
  expect(differences(wrong, outcomeOf(given), listed)).toHaveLength(3);
});

it('scores a file: what is wrong by its case, and how many are right by family and in all', () => {
  const [first, second] = FILES[0]?.cases ?? [];
  if (first === undefined || second === undefined) throw new Error('no cases');
  const bad = { ...second, expected: [], expectedAvailability: 'offline' as const };

  const { wrong, totals } = scoreOf([first, bad].map((given) => ({ given, outcome: outcomeOf(given) })));

  expect([...wrong.keys()]).toEqual([second.id]);
  expect(totalsInWords(totals)).toMatch(/1 of 2\nall +1 of 2\n$/);
});

it('tells which lines are no cases, and reads the others', () => {
  const { cases: read, problems, isScored } = readCases('rubbish\n\n{"id":"a","topic":"t"}\n{"id":"b"}\n');

  expect(read.map(({ id }) => id)).toEqual(['a']);
  expect(problems).toEqual(['line 1: not JSON', expect.stringMatching(/^line 4: .*topic/)]);
  expect(isScored).toBe(false);
  expect(readCases('{"id":"a","topic":"t","expected":[]}').isScored).toBe(true);
});
