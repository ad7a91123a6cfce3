import { describe, expect, it } from 'vitest';
import { decodeMessage } from '@/server/decode/decode-message';
import type { Memory } from '@/server/decode/memory';
import { createBudget } from '@/server/decode/provenance/budget';
import { explain, type RawRecord } from '@/server/decode/provenance/explain';
import { bound, explained, RECEIVED_MS, record, TOPIC, taught } from './explaining';

const LARGEST = 65_536;
const TEMPERATURE = { sensorId: 'living', quantity: 'temperature', unit: '°C', channel: null };

/** By the clock, as whoever asks would have to wait. */
async function asked(given: RawRecord, memory: Memory, series: object = {}) {
  return explain(given, memory, undefined, { ...TEMPERATURE, ...series, at: RECEIVED_MS * 1000 });
}

/** A budget of any time, that counts what is taken of it. */
function counted() {
  const budget = createBudget(() => 0);
  const took = { reads: 0, characters: 0 };
  const takes = (length: number) => {
    const isLeft = budget.takes(length);
    if (isLeft) {
      took.reads += 1;
      took.characters += length;
    }
    return isLeft;
  };
  return {
    took,
    budget: {
      ...budget,
      takes,
      get isSpent() {
        return budget.isSpent;
      },
    },
  };
}

describe('a value of a mapping that takes a text apart', () => {
  const temperature = { quantity: 'temperature', unit: '°C' };
  const rows = '7;7;7\n'.repeat(LARGEST / 6 - 1);
  const pairs = 'T=7 '.repeat(900);

  it.each([
    ['csv', { separator: ';', readings: [{ index: 1, ...temperature }] }, rows.slice(0, 1_500)],
    ['kv', { readings: [{ path: 'T', ...temperature }] }, pairs],
    ['number', { readings: [temperature] }, `${' '.repeat(LARGEST - 1)}7`],
    ['regex', { pattern: '(\\d)$', readings: [temperature] }, '7'.repeat(8_192)],
  ])('of %s is marked where its reader took it, whatever else looks like it', async (format, rest, text) => {
    const found = await explained(record(text), taught({ topic: TOPIC, format, ...rest }));

    const before = found?.marked?.indexOf('⟦') ?? -1;
    expect(found?.marked?.slice(before)).toMatch(/^⟦7⟧/);
    expect(before).toBe(format === 'csv' ? text.lastIndexOf(';7;') + 1 : text.lastIndexOf('7'));
  });

  it('keeps its place beside NULs, quotes and padding', async () => {
    const csv = { topic: TOPIC, format: 'csv', header: true, readings: [{ path: 'T', ...temperature }] };
    const kv = {
      topic: TOPIC,
      format: 'kv',
      allowUnitSuffix: true,
      readings: [{ path: 'T', ...temperature }],
    };
    const semicolons = { ...kv, pairSeparator: ';;', keySeparator: ':' };

    expect((await explained(record('a\0,T\n\0"1,2"," 21.5 "\0'), taught(csv)))?.marked).toBe(
      'a\0,T\n\0"1,2"," ⟦21.5⟧ "\0',
    );
    expect((await explained(record(' T=1  T=21.5°C H=4'), taught(kv)))?.marked).toBe(' T=1  T=⟦21.5⟧°C H=4');
    expect((await explained(record('T:7;;;H:7;; T : 7 ;;'), taught(semicolons)))?.marked).toBe(
      'T:7;;;H:7;; T : ⟦7⟧ ;;',
    );
  });
});

describe('a message that was made to take long', () => {
  const tasmota = bound('tasmota', 'plug');
  const power = { quantity: 'power', unit: 'W' };
  const withPower = (rest: string) => record(`{"ENERGY":{"Power":7},${rest}}`, 'tele/plug/SENSOR');

  it.each([
    ['thousands of equal numbers', `"x":[${'7,'.repeat(5_000)}7]`],
    ['numbers of thousands of digits', `"x":1${'0'.repeat(30_000)}1,"y":${'1'.repeat(30_000)}e5`],
    ['one long text', `"x":"${'on off '.repeat(9_000)}"`],
    ['many long names', `"${'x'.repeat(30_000)}":7,"${'y'.repeat(30_000)}":7`],
  ])('by %s is explained within its budget', async (_, rest) => {
    const given = withPower(rest);
    expect(given.payload.length).toBeLessThanOrEqual(LARGEST);

    const { took, budget } = counted();

    const found = await asked(given, tasmota, { ...power, budget });

    expect(found?.measure.value).toBe(7);
    expect(took.reads).toBeLessThanOrEqual(1_200);
    expect(took.characters).toBeLessThanOrEqual(6_000_000);
    expect(found).toMatchObject({
      isTooBig: false,
      place: { start: given.payload.toString().indexOf('7') },
    });
  });

  it('by ten thousand levels comes to nothing', async () => {
    const levels = `"x":${'['.repeat(10_000)}${']'.repeat(10_000)}`;

    expect(await asked(withPower(levels), tasmota, power)).toBeUndefined();
  });

  it('by being no text is explained by its bytes, or said to be too big', async () => {
    const bytes = Buffer.alloc(LARGEST, 0xff);
    const definition = {
      ...{ topic: TOPIC, format: 'binary' },
      readings: [{ binary: { offset: 65_534, type: 'int16be' }, quantity: 'temperature', unit: '°C' }],
    };

    expect(await asked(record(bytes), taught(definition))).toMatchObject({
      ...{ isBytes: true, isTooBig: false, place: { start: 65_534, end: 65_536 } },
    });
  });
});

it('CBOR that is too long to be tried byte by byte says so', async () => {
  // [{"n":"t","u":"Cel","v":7}, {"n":"x","vs":"…"}]
  const long = Buffer.concat([
    Buffer.from([0xa2, 0x00, 0x61, 0x78, 0x03, 0x79, 0xfd, 0xe8]),
    Buffer.alloc(65_000, 0x61),
  ]);
  const measured = Buffer.from([0xa3, 0x00, 0x61, 0x74, 0x01, 0x63, 0x43, 0x65, 0x6c, 0x02, 0x07]);
  const given = record(Buffer.concat([Buffer.from([0x82]), measured, long]), 'senml-cbor/dev');
  const { heard } = decodeMessage(given, bound('none', 'none'), undefined);
  const [device] = heard;
  const [measure] = device?.measures ?? [];
  if (device === undefined || measure === undefined) throw new Error('nothing was heard');

  const found = await asked(given, bound(device.family, device.key), measure);

  expect(found).toMatchObject({ place: undefined, isTooBig: true, isBytes: true });
});
