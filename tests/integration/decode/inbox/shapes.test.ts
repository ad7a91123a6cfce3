import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { inTransaction } from '@/server/database';
import { applyMappingFile } from '@/server/decode/commands';
import { createInbox } from '@/server/decode/inbox/count-unclaimed';
import { leaveInbox } from '@/server/decode/inbox/leave-inbox';
import { readSources } from '@/server/decode/inbox/read-sources';
import { storeTally } from '@/server/decode/inbox/store-tally';
import type { Unclaimed } from '@/server/decode/inbox/unclaimed';
import { aDatabase } from '@/tests/support/a-database';
import { aMapping, aMappingFile } from '@/tests/support/builders';

let database: Awaited<ReturnType<typeof aDatabase>>;
beforeAll(async () => {
  database = await aDatabase();
});
afterAll(() => database.drop());

const TOPIC = 'home/hall/node';
const NUMBER = { topic: TOPIC, reason: 'UNCLAIMED', payload: Buffer.from('21.5') } as const;
const CLIMATE = { ...NUMBER, payload: Buffer.from('{"kind":"climate","t":21}') };
const METER = { ...NUMBER, payload: Buffer.from('{"kind":"meter","w":230}') };
const SEEN_MS = Date.UTC(2026, 10, 29);

/** What nobody got anything of. */
beforeEach(async () => {
  const waiting = [NUMBER, CLIMATE, METER].map(
    (message, offset): Unclaimed => ({ ...message, offset, atMs: SEEN_MS }),
  );
  await inTransaction(database, async (client) => {
    await client.query('DELETE FROM inbox_source');
    await storeTally(client, 0, createInbox().tally(waiting));
  });
});

const kinds = async () =>
  (await readSources(database)).map(({ kind, fields }) => [kind, ...fields].join(' ')).sort();

it('of a topic only what looks like what is explained waits no longer', async () => {
  await leaveInbox(database.pool, [NUMBER]);

  expect(await kinds()).toEqual(['json /kind string /t number', 'json /kind string /w number']);
});

it('what a mapping’s condition leaves to others goes on waiting', async () => {
  const climate = aMapping({
    ...{ topic: 'home/+/node', format: 'json', match: { '/kind': 'climate' } },
    readings: [{ path: '/t', quantity: 'temperature', unit: '°C' }],
  } as never);

  await applyMappingFile(database, aMappingFile([climate], ['kitchen']));

  expect(await kinds()).toEqual(['json /kind string /w number', 'number']);
});

it('what a mapping without a condition claims waits no longer, whatever it looks like', async () => {
  const climate = aMapping({
    ...{ topic: 'home/+/node', format: 'json' },
    readings: [{ path: '/t', quantity: 'temperature', unit: '°C' }],
  } as never);

  await applyMappingFile(database, aMappingFile([climate], ['kitchen']));

  expect(await kinds()).toEqual([]);
});
