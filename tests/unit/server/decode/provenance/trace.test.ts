import { describe, expect, it } from 'vitest';
import { formulaOf, sentUnitOf } from '@/server/decode/provenance/formula';
import { type Sample, traceBytes, traceText } from '@/server/decode/provenance/trace';

const energy = { quantity: 'energy', unit: 'kWh' };
const isEnergy = (samples: readonly Sample[]) => sentUnitOf(samples, energy) !== undefined;

/** What a trace finds in a document whose value is made by `read`. */
function traced<Document>(document: Document, read: (document: Document) => number) {
  const text = JSON.stringify(document);
  const found = traceText({ text, isJson: true, words: [] }, (other) => read(JSON.parse(other)), isEnergy);
  return found && text.slice(found.start, found.end);
}

describe('a trace through a text', () => {
  it('finds the number that a value follows, not one that looks like it', () => {
    expect(traced({ a: 18, b: 18 }, ({ b }) => b)).toBe('18');
    expect(traced({ a: 18, b: 180 }, ({ b }) => b / 10)).toBe('180');
  });

  it('says nothing where several numbers made the value', () => {
    expect(traced({ a: 2, b: 3 }, ({ a, b }) => a + b * 7)).toBeUndefined();
    expect(traced({ a: 2 }, () => 7)).toBeUndefined();
  });

  it('takes of several the one that comes to the value in a unit of its quantity', () => {
    expect(traced({ wh: 18442, tick: 3 }, ({ wh, tick }) => wh / 1000 + (tick === 3 ? 0 : 1))).toBe('18442');
  });

  it('finds the one of ten thousand that has the value’s digits', () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => index * 3 + 1);
    const found = traced({ numbers, last: 77_777 }, ({ last }) => last);

    expect(found).toBe('77777');
  });

  it('takes a decimal comma in a text as one number', () => {
    const text = 'T=21,5;H=43';
    const read = (other: string) => Number(/T=(-?[\d,]+)/.exec(other)?.[1]?.replace(',', '.'));
    const found = traceText({ text, isJson: false, words: [] }, read, () => false);

    expect(found && text.slice(found.start, found.end)).toBe('21,5');
  });
});

it('a trace through bytes finds those that stand together, and none where they do not', () => {
  const bytes = Buffer.from([9, 0, 216, 7]);

  expect(traceBytes(bytes, (other) => Buffer.from(other).readUInt16BE(1))).toEqual({ start: 1, end: 3 });
  expect(traceBytes(bytes, (other) => (other[0] ?? 0) + (other[3] ?? 0))).toBeUndefined();
  expect(traceBytes(Buffer.alloc(4_000), (other) => other[7])).toBeUndefined();
});

describe('a formula', () => {
  it('is a unit of the quantity where one explains it', () => {
    expect(formulaOf([sample('18442', 18.442), sample('18443', 18.443)], energy)).toMatchObject({
      sentUnit: 'Wh',
      steps: [{ kind: 'unit' }],
    });
  });

  it('is a line where no unit does', () => {
    const samples = [sample('216', 21.5), sample('217', 21.6), sample('435', 43.4)];

    expect(formulaOf(samples, { quantity: 'temperature', unit: '°C' })?.steps).toEqual([
      { kind: 'scale', times: 0.1 },
      { kind: 'offset', plus: -0.1 },
    ]);
  });

  it('says that a word stands for a number', () => {
    expect(formulaOf([sample('open', 1), sample('closed', 0)], { quantity: 'contact', unit: '' })).toEqual({
      raw: 'open',
      value: 1,
      sentUnit: '',
      steps: [{ kind: 'stands for', number: 1 }],
    });
  });

  it('claims nothing of a rule that is no line', () => {
    const samples = [sample('4', 16), sample('5', 25), sample('11', 121)];

    expect(formulaOf(samples, energy)?.steps).toBeNull();
  });
});

function sample(written: string, value: number): Sample {
  return { written, value };
}
