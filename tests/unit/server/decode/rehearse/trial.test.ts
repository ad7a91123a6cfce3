import { expect, it } from 'vitest';
import { Mapping } from '@/contracts/mapping';
import { openPayload } from '@/server/decode/payload';
import { createTrial } from '@/server/decode/rehearse/trial';

const RECEIVED_MS = Date.UTC(2026, 10, 29);

function tried(definition: object, text: string) {
  const trial = createTrial(Mapping.parse({ topic: 'home/hall', ...definition }));
  return trial.attempt({
    levels: ['home', 'hall'],
    payload: openPayload(Buffer.from(text)),
    receivedMs: RECEIVED_MS,
    received: RECEIVED_MS * 1000,
    zone: undefined,
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
