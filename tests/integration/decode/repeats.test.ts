import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendAll, startAppender } from '@/server/stream/appender';
import type { OutgoingRecord } from '@/server/stream/types';
import { aRoad, type Road } from '@/tests/support/a-road';
import { aMappingFile, aRawRecord } from '@/tests/support/builders';
import { teach } from '@/tests/support/teach';

const MINUTE_US = 60_000_000;
/** Beyond the 4,096 records that are always within reach. */
const MANY = 5_000;

let road: Road;
let now: number;
beforeEach(async () => {
  road = await aRoad(['decode']);
  await teach(road.context.database.url, JSON.parse(aMappingFile()));
  now = Date.now() * 1_000;
});
afterEach(() => road.stop());

/** Into the raw log, as a door does. */
async function logged(...records: readonly OutgoingRecord[]): Promise<void> {
  const { kafka, log } = road.context;
  const appender = await startAppender({ kafka, log, name: 'test' });
  await appendAll(appender, records);
  await appender.stop();
}

async function decodedValues(): Promise<number[]> {
  await road.settled('decode');
  return (await road.readings()).flatMap(({ measures }) => measures.map(({ value }) => value));
}

/** A quiet moment of the same partition: more records than are always within reach. */
function manyOthers(): OutgoingRecord[] {
  return Array.from({ length: MANY }, () =>
    aRawRecord({ received: now, device: 'chatterbox', topic: 'sensors/kitchen/temperature', payload: '0' }),
  );
}

describe('a repeat that comes after decode was restarted', () => {
  it('is dropped when it is the same client, packet and payload with DUP, under another uid', async () => {
    await logged(aRawRecord({ packet: 5, payload: '1', received: now }));
    await road.settled('decode');

    await road.stopRole('decode');
    await logged(
      aRawRecord({ packet: 5, payload: '1', dup: true, received: now + 1 }),
      aRawRecord({ packet: 6, payload: '2', dup: true, received: now + 2 }),
    );
    await road.start('decode');

    expect(await decodedValues()).toEqual([1, 2]);
    expect(await dropped('packet')).toBe(1);
  });

  it('is dropped when it is the same uid', async () => {
    const record = aRawRecord({ uid: randomUUID(), payload: '1', received: now });
    await logged(record);
    await road.settled('decode');

    await road.stopRole('decode');
    await logged(record, aRawRecord({ payload: '2', received: now + 1 }));
    await road.start('decode');

    expect(await decodedValues()).toEqual([1, 2]);
    expect(await dropped('uid')).toBe(1);
  });

  it('is dropped however many came in between within five minutes', async () => {
    await logged(aRawRecord({ packet: 5, payload: '1', received: now - 4 * MINUTE_US }), ...manyOthers());
    await road.settled('decode');

    await road.stopRole('decode');
    await logged(aRawRecord({ packet: 5, payload: '1', dup: true, received: now }));
    await road.start('decode');

    await road.settled('decode');
    expect(await dropped('packet')).toBe(1);
  });

  it('is a message of its own when many and more than five minutes lie in between', async () => {
    const early = { packet: 5, payload: '1', received: now - 6 * MINUTE_US };
    await logged(aRawRecord(early), ...manyOthers());
    await road.settled('decode');

    await road.stopRole('decode');
    await logged(aRawRecord({ ...early, dup: true, received: now }));
    await road.start('decode');

    await road.settled('decode');
    expect(await dropped('packet')).toBe(0);
  });
});

describe('what only looks like a repeat', () => {
  it('is decoded: DUP alone, an equal payload alone, the packet id of another client', async () => {
    await logged(
      aRawRecord({ packet: 5, payload: '1', received: now }),
      aRawRecord({ packet: 5, payload: '1', received: now + 1 }),
      aRawRecord({ packet: 7, payload: '1', dup: true, received: now + 2 }),
      aRawRecord({ packet: 5, payload: '1', dup: true, device: 'hall-node', received: now + 3 }),
    );

    expect(await decodedValues()).toEqual([1, 1, 1, 1]);
  });
});

async function dropped(reason: 'uid' | 'packet'): Promise<number> {
  const { values } = await road.context.metrics.duplicates.get();
  return values.find(({ labels }) => labels.reason === reason)?.value ?? 0;
}
