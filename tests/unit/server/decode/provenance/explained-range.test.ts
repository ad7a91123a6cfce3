import { expect, it } from 'vitest';
import { Mapping } from '@/contracts/mapping';
import { createMemory } from '@/server/decode/memory';
import { explain } from '@/server/decode/provenance/explain';
import type { BelievableRange } from '@/server/decode/range-history';
import { aRawHeader } from '@/tests/support/builders';

const AT_MS = Date.UTC(2026, 10, 23, 12);
const WORD = { id: 1, sensorId: 'living', quantity: 'temperature', channel: null, validFrom: 0 } as const;

/** Within which a mapped temperature could be believed, by what was said of it. */
async function rangeBy(...ranges: readonly BelievableRange[]) {
  const memory = createMemory();
  const definition = Mapping.parse({
    sensor: 'living',
    topic: 'home/living',
    format: 'number',
    readings: [{ quantity: 'temperature', unit: '°C', min: -20, max: 60 }],
  });
  memory.learn([{ mappingId: 1, version: 1, validFrom: 0, definition }]);
  memory.limit(ranges);
  const header = aRawHeader({ topic: 'home/living', received: AT_MS * 1000 });
  const record = { header, payload: Buffer.from('21.6'), partition: 0, offset: 0, atMs: AT_MS };
  const asked = { sensorId: 'living', quantity: 'temperature', channel: null, unit: '°C', at: AT_MS * 1000 };
  return (await explain(record, memory, undefined, asked))?.believable;
}

it('a value could be believed within what its mapping allows, less what its sensor’s profile takes away', async () => {
  expect(await rangeBy()).toEqual([-20, 60]);
  expect(await rangeBy({ ...WORD, limits: [-60, 40], source: 'profile' })).toEqual([-20, 40]);
});

it('a person’s word holds alone, until it is taken back', async () => {
  const word: BelievableRange = { ...WORD, limits: [-100, 200], source: 'person' };

  expect(await rangeBy(word)).toEqual([-100, 200]);
  expect(await rangeBy({ ...word, validFrom: AT_MS * 1000 + 1 })).toEqual([-20, 60]);
  expect(await rangeBy(word, { ...word, id: 2, limits: null, validFrom: 1 })).toEqual([-20, 60]);
});
