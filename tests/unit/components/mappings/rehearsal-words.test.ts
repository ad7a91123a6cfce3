import { expect, it } from 'vitest';
import { curvePicture, curveSentence, seriesText } from '@/components/mappings/curve-picture';
import { failureWords, sampleWords } from '@/components/mappings/failure-words';
import { problemAtField, problemsElsewhere } from '@/components/mappings/field-problems';
import { linesOf } from '@/components/mappings/rehearsal-lines';
import { outcomeAt, unusualWords } from '@/components/mappings/tried-values';
import type { MappingSample } from '@/contracts/mapping-preview';
import type { FailureGroup, RehearsedSeries } from '@/contracts/mapping-rehearsal';
import { aFormat } from '@/tests/support/a-format';

const format = aFormat();

function aGroup(part: Partial<FailureGroup>): FailureGroup {
  const sample = {
    topic: 'home/hall/climate',
    partition: 0,
    offset: 7,
    at: 0,
    payload: 'nan',
    detail: '850 °C',
  };
  return { code: 'NO_VALUE', reading: null, count: 3, samples: [sample], ...part };
}

function aSeries(part: Partial<RehearsedSeries> = {}): RehearsedSeries {
  const named = { capture: 'hall', quantity: 'temperature', channel: null, unit: '°C' };
  return { ...named, now: [[10, 22.1]], was: [[10, 21.6]], implausible: [], ...part };
}

it('a reason says which value is meant, and its sample what came', () => {
  const label = () => 'hall';

  expect(failureWords(aGroup({ reading: 1 }), ['$.t', '$.co2'])).toBe('value missing: $.co2');
  expect(failureWords(aGroup({ code: 'BAD_JSON' }), ['$.t'])).toBe('not JSON');
  expect(sampleWords(aGroup({}), label)).toBe('hall, nan');
  expect(sampleWords(aGroup({ code: 'IMPLAUSIBLE' }), label)).toBe('hall, 850 °C');
});

it('the curve is told in a sentence, with what it is today', () => {
  expect(seriesText(aSeries({ channel: 'flow' }), format)).toBe('hall, Temperature, flow');
  expect(curveSentence(aSeries(), format)).toMatch(
    /^hall, Temperature, as the draft reads it: 22\.1 .*Today: 21\.6 /,
  );
  expect(curveSentence(aSeries({ now: [] }), format)).toContain('gives no value');
});

it('the curve breaks where nothing came, and what is beyond its scale stands at the edge', () => {
  const now = [
    [0, 20],
    [10, 21],
    [900, 22],
  ] as const;
  const box = { width: 500, height: 160 };

  const picture = curvePicture(
    aSeries({ now, implausible: [[500, 850]] }),
    { from: 0, to: 1_000 },
    box,
    format,
  );

  expect(picture.now.match(/M/g)).toHaveLength(2);
  expect(picture.crosses).toEqual([{ x: expect.any(Number), y: picture.values.at(-1)?.y }]);
  expect(picture.values.at(-1)?.text).toBe('°C');
});

it('lines are read as they come, however they are cut', async () => {
  const cuts = ['{"done":1,"of"', ':9}\n{"prob', 'lem":"no"}\n'].map((text) =>
    new TextEncoder().encode(text),
  );
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const cut of cuts) controller.enqueue(cut);
      controller.close();
    },
  });
  const lines = [];

  for await (const line of linesOf(body)) lines.push(line);

  expect(lines).toEqual([{ done: 1, of: 9 }, { problem: 'no' }]);
});

it('a problem stands at its field, one within another too, and no problem is lost', () => {
  const problems = [
    { path: '/readings/0/binary/type', message: 'one' },
    { path: '/readings/0/values/open', message: 'two' },
    { path: '/readings/10/scale', message: 'three' },
  ];

  expect(problemAtField(problems, '/readings/0', 'binary.type')).toBe('one');
  expect(problemsElsewhere(problems, '/readings/0', ['binary.type']).map(({ message }) => message)).toEqual([
    'two',
  ]);
  expect(problemsElsewhere(problems, '/readings/1', [])).toEqual([]);
});

it('what is now stands beside what the same quantity was, wherever its reading stood', () => {
  const value = {
    quantity: 'temperature',
    channel: null,
    value: 22.1,
    unit: '°C',
    isImplausible: false,
    at: 0,
  };
  const where = {
    topic: 'a',
    partition: 0,
    offset: 0,
    at: 0,
    text: '',
    bytes: 0,
    bytesShown: '',
    leaves: [],
  };
  const sample: MappingSample = {
    ...where,
    now: { readings: [{ problem: 'nothing stands there' }, value], availability: null },
    was: { readings: [{ ...value, value: 21.6 }], availability: null },
  };

  expect(outcomeAt(sample, 1)).toMatchObject({ now: { value: 22.1 }, was: { value: 21.6 } });
  expect(outcomeAt(sample, 0)).toMatchObject({ now: { problem: 'nothing stands there' }, was: undefined });
  expect(unusualWords(outcomeAt(sample, 1), format)).toBeUndefined();
  const hot = { now: { ...value, value: 190 }, was: undefined };
  expect(unusualWords(hot, format)).toContain('is the unit right?');
});
