import { describe, expect, it } from 'vitest';
import { createBudget } from '@/server/decode/provenance/budget';
import { formulaOf, sentUnitOf } from '@/server/decode/provenance/formula';
import { type Sample, traceBytes, traceText } from '@/server/decode/provenance/trace';

const energy = { quantity: 'energy', unit: 'kWh' };
/** A clock for which nothing takes time: what a trace finds doesn't depend on the machine. */
const atOnce = () => 0;
const isEnergy = (samples: readonly Sample[]) => sentUnitOf(samples, energy) !== undefined;

/** What a trace finds in a document whose value is made by `read`. */
async function traced<Document>(
  document: Document,
  read: (document: Document) => number,
  budget = createBudget(atOnce),
) {
  const text = JSON.stringify(document);
  const tries = { value: read(document), read: (other: string) => read(JSON.parse(other)), budget };
  const found = await traceText({ text, isJson: true, words: [] }, tries, isEnergy);
  return found && text.slice(found.start, found.end);
}

describe('a trace through a text', () => {
  it('finds the number that a value follows, not one that looks like it', async () => {
    expect(await traced({ a: 18, b: 18 }, ({ b }) => b)).toBe('18');
    expect(await traced({ a: 18, b: 180 }, ({ b }) => b / 10)).toBe('180');
  });

  it('says nothing where several numbers made the value', async () => {
    expect(await traced({ a: 2, b: 3 }, ({ a, b }) => a + b * 7)).toBeUndefined();
    expect(await traced({ a: 2 }, () => 7)).toBeUndefined();
  });

  it('takes of several the one that comes to the value in a unit of its quantity', async () => {
    expect(await traced({ wh: 18442, tick: 3 }, ({ wh, tick }) => wh / 1000 + (tick === 3 ? 0 : 1))).toBe(
      '18442',
    );
  });

  it('finds the one of ten thousand that has the value’s digits', async () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => index * 3 + 1);
    const found = await traced({ numbers, last: 77_777 }, ({ last }) => last);

    expect(found).toBe('77777');
  });

  it('takes a decimal comma in a text as one number', async () => {
    const text = 'T=21,5;H=43';
    const read = (other: string) => Number(/T=(-?[\d,]+)/.exec(other)?.[1]?.replace(',', '.'));
    const tries = { value: read(text), read, budget: createBudget(atOnce) };
    const found = await traceText({ text, isJson: false, words: [] }, tries, () => false);

    expect(found && text.slice(found.start, found.end)).toBe('21,5');
  });
});

it('a trace through bytes finds those that stand together, and none where they do not', async () => {
  const bytes = Buffer.from([9, 0, 216, 7]);

  expect(await placeIn(bytes, (other) => Buffer.from(other).readUInt16BE(1))).toEqual({ start: 1, end: 3 });
  expect(await placeIn(bytes, (other) => (other[0] ?? 0) + (other[3] ?? 0))).toBeUndefined();
  expect(await placeIn(Buffer.alloc(4_000), (other) => other[7] ?? 0)).toBeUndefined();
});

function placeIn(bytes: Uint8Array, read: (bytes: Uint8Array) => number) {
  return traceBytes(bytes, { value: read(bytes), read, budget: createBudget(atOnce) });
}

describe('a trace that takes too long', () => {
  /** Each reading takes 50 ms. */
  function slow(madeOf: (numbers: readonly number[]) => number) {
    let now = 0;
    const read = (numbers: readonly number[]) => {
      now += 50;
      return madeOf(numbers);
    };
    return { read, budget: createBudget(() => now), took: () => now };
  }
  const many = [...Array.from({ length: 50 }, () => 7), 4];

  it('ends, and says nothing but of a place that the value was seen to follow', async () => {
    const last = slow((numbers) => numbers.at(-1) ?? 0);
    const sum = slow((numbers) => numbers.reduce((all, number) => all + number, 0));

    expect(await traced(many, last.read, last.budget)).toBe('4');
    expect(await traced(many, sum.read, sum.budget)).toBeUndefined();
    for (const { budget, took } of [last, sum]) {
      expect(budget.isSpent).toBe(true);
      expect(took()).toBeLessThan(500);
    }
  });

  it('leaves everybody else their turns', async () => {
    const { read, budget } = slow((numbers) => numbers.at(-1) ?? 0);
    let turns = 0;
    const others = setImmediate(() => {
      turns += 1;
    });

    await traced(many, read, budget);

    clearImmediate(others);
    expect(turns).toBeGreaterThan(0);
  });

  it('keeps to a number of readings, however little they take', async () => {
    let reads = 0;
    const budget = createBudget(atOnce);
    const equal = Array.from({ length: 5_000 }, () => 7);

    const last = (numbers: readonly number[]) => {
      reads += 1;
      return numbers.at(-1) ?? 0;
    };
    await traced(equal, last, budget);

    expect(budget.isSpent).toBe(true);
    expect(reads).toBeLessThanOrEqual(1_201);
  });
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
