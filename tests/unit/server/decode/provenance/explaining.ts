import { Mapping } from '@/contracts/mapping';
import { createMemory, type Memory } from '@/server/decode/memory';
import { createBudget } from '@/server/decode/provenance/budget';
import { explain, type RawRecord } from '@/server/decode/provenance/explain';
import { aRawHeader } from '@/tests/support/builders';

export const TOPIC = 'home/living/climate';
export const RECEIVED_MS = Date.UTC(2026, 10, 23, 13, 32, 7);

/** A budget for which nothing takes time: what is found doesn't depend on the machine. */
export function enough() {
  return createBudget(() => 0);
}

export function record(payload: string | Buffer, topic = TOPIC): RawRecord {
  const header = aRawHeader({ topic, received: RECEIVED_MS * 1000 });
  return { header, payload: Buffer.from(payload as string), partition: 1, offset: 41, atMs: RECEIVED_MS };
}

export function taught(...definitions: readonly object[]): Memory {
  const memory = createMemory();
  memory.learn(
    definitions.map((definition, index) => ({
      ...{ mappingId: index + 1, version: 3, validFrom: 0 },
      definition: Mapping.parse({ sensor: 'living', ...definition }),
    })),
  );
  return memory;
}

/** Of everything that a device says. */
export const WHOLE = {
  sourceChannel: null,
  channel: null,
  offsets: [],
  isNobodys: false,
  validFrom: 0,
  validTo: undefined,
};

export function bound(family: string, key: string): Memory {
  const memory = createMemory();
  memory.bind([{ id: 1, family, key, sensorId: 'living', ...WHOLE }]);
  return memory;
}

/** The explanation with the payload in which the value is bracketed. */
export async function explained(
  given: RawRecord,
  memory: Memory,
  { quantity = 'temperature', unit = '°C', channel = null as string | null, at = RECEIVED_MS * 1000 } = {},
) {
  const asked = { sensorId: 'living', quantity, unit, channel, at };
  const found = await explain(given, memory, 'Europe/Berlin', { ...asked, budget: enough() });
  const text = given.payload.toString();
  const place = found?.place;
  const marked =
    place && `${text.slice(0, place.start)}⟦${text.slice(place.start, place.end)}⟧${text.slice(place.end)}`;
  return (
    found && {
      value: found.measure.value,
      marked,
      reader: found.reader,
      formula: found.formula,
      range: found.believable,
    }
  );
}
