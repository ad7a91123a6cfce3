import { describe, expect, it } from 'vitest';
import { Mapping } from '@/contracts/mapping';
import { openPayload } from '@/server/decode/payload';
import { type BelievableRange, createRangeHistory } from '@/server/decode/range-history';
import { createTrial } from '@/server/decode/rehearse/trial';

const RECEIVED_MS = Date.UTC(2026, 10, 29);

interface Given {
  readonly ranges?: readonly BelievableRange[];
  readonly topic?: string;
  readonly replayed?: boolean;
}

function tried(definition: object, text: string, { ranges = [], ...message }: Given = {}) {
  const history = createRangeHistory();
  history.limit(ranges);
  const trial = createTrial(Mapping.parse({ topic: 'home/hall', ...definition }), history);
  return trial.attempt({
    ...{ topic: 'home/hall', atMs: RECEIVED_MS, replayed: false },
    levels: ['home', 'hall'],
    payload: openPayload(Buffer.from(text)),
    receivedMs: RECEIVED_MS,
    received: RECEIVED_MS * 1000,
    zone: undefined,
    ...message,
  });
}

it('says of each reading what it gave, or what it lacks', () => {
  const readings = [
    { path: 'T', quantity: 'temperature', unit: '°C' },
    { path: 'H', quantity: 'humidity', unit: '%' },
    { path: 'P', quantity: 'temperature', unit: '°C', channel: 'pipe' },
  ];

  const outcome = tried({ format: 'kv', readings }, 'T=18 P=61');

  expect(outcome?.readings.map(({ values, failure }) => values[0]?.measure.value ?? failure?.code)).toEqual([
    18,
    'NO_VALUE',
    61,
  ]);
});

it('tries of one message no more than decode reads of it, however many readings a draft has', () => {
  const readings = Array.from({ length: 200 }, (_, index) => ({
    ...{ index, quantity: 'temperature', unit: '°C', channel: `${index}` },
  }));
  const row = Array.from({ length: 200 }, () => '21').join(',');

  const outcome = tried({ format: 'csv', readings }, `${row}\n${row}\n${row}`);

  expect(outcome?.readings.flatMap(({ values }) => values)).toHaveLength(200);
});

it('what one pattern finds is every reading’s that names a group of it', () => {
  const readings = ['a', 'b'].map((group) => ({
    group,
    quantity: 'temperature',
    unit: '°C',
    channel: group,
  }));
  const definition = { format: 'regex', pattern: '(?P<a>\\d+);(?P<b>\\d+)?', readings };

  expect(tried(definition, 'x')).toBeUndefined();
  expect(tried(definition, '7;9')?.readings.map(({ values }) => values[0]?.measure.value)).toEqual([7, 9]);
  expect(tried(definition, '7;')?.failure).toMatchObject({ code: 'NO_VALUE', reading: 1 });
});

describe('a value', () => {
  const definition = {
    ...{ format: 'number', sensor: 'hall' },
    readings: [{ quantity: 'temperature', unit: '°C', max: 60 }],
  };
  const word: BelievableRange = {
    ...{ id: 1, sensorId: 'hall', quantity: 'temperature', channel: null, validFrom: 0 },
    ...{ limits: [-200, 900], source: 'person' },
  };
  const codeOf = (text: string, ...ranges: readonly BelievableRange[]) =>
    tried(definition, text, { ranges })?.failure?.code;

  it('is believed as its sensor’s values are, from the moment on that it was said', () => {
    expect(codeOf('850')).toBe('IMPLAUSIBLE');
    expect(codeOf('850', word)).toBeUndefined();
    expect(codeOf('850', { ...word, validFrom: RECEIVED_MS * 1000 + 1 })).toBe('IMPLAUSIBLE');
    expect(codeOf('850', { ...word, sensorId: 'attic' })).toBe('IMPLAUSIBLE');
    expect(codeOf('45', { ...word, source: 'profile', limits: [-40, 40] })).toBe('IMPLAUSIBLE');
  });

  it('that a sensor sends where it has none is not believed', () => {
    const open = { ...definition, readings: [{ quantity: 'temperature', unit: '°C' }] };

    expect(tried(open, '-127')?.failure?.code).toBe('IMPLAUSIBLE');
  });

  it('is none of a message of another topic, or that a broker had stored', () => {
    expect(tried(definition, '21', { topic: 'home/attic' })).toBeUndefined();
    expect(tried(definition, '21', { replayed: true })).toBeUndefined();
  });
});
