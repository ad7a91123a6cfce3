import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '@/server/database';
import { endDemo } from '@/server/demo/commands';
import { demoRow, pastWritten } from '@/tests/support/demo-past';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { caughtUp } from '@/tests/support/ledger-report';
import { withDatabase } from '@/tests/support/stored-ids';
import { teach } from '@/tests/support/teach';

const OWN = {
  rooms: ['Kitchen', 'Shed'],
  sensors: [{ id: 'own-shed', name: 'Shed', room: 'Shed' }],
  mappings: [
    { sensor: 'own-shed', topic: 'own/shed', format: 'number', readings: [{ quantity: 'power', unit: 'W' }] },
  ],
};

/** Everything in the database that tells of the demo. */
async function remains(databaseUrl: string): Promise<Record<string, number>> {
  return withDatabase(databaseUrl, async (client) => ({
    sensors: await count(client, "sensor WHERE id LIKE 'demo-%'"),
    series: await count(client, "series WHERE sensor_id LIKE 'demo-%'"),
    readings: await count(client, 'telemetry.reading'),
    latest: await count(client, 'telemetry.latest'),
    mappings: await count(client, "mapping_sensor WHERE sensor_id LIKE 'demo-%'"),
    devices: await count(client, "device WHERE natural_key LIKE 'demo/%'"),
    inbox: await count(client, "inbox_source WHERE sample_topic LIKE 'demo/%'"),
    rooms: await count(client, "room WHERE name <> 'Shed'"),
  }));
}

const NOTHING = {
  sensors: 0,
  series: 0,
  readings: 0,
  latest: 0,
  mappings: 0,
  devices: 0,
  inbox: 0,
  rooms: 0,
};

async function count(client: pg.Client, of: string): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) FROM ${of}`);
  return Number(rows[0]?.count);
}

/** As a rebuild begins: decode and history read their topics from the start. */
async function readFromTheStart(databaseUrl: string): Promise<void> {
  await withDatabase(databaseUrl, (client) => client.query('UPDATE consumer_offset SET next = 0'));
}

describe('the demo house, once its button was pressed', () => {
  let hearth: HearthProcess;

  beforeAll(async () => {
    hearth = await startHearth({ env: { HEARTH_DEMO: 'auto' } });
    await teach(hearth.run.databaseUrl, OWN);
    await pastWritten(hearth.run.databaseUrl, 0.3, 120_000);
  }, 240_000);
  afterAll(() => hearth.stop());

  it('is gone with all it made, and nothing else is', { timeout: 120_000 }, async () => {
    expect((await remains(hearth.run.databaseUrl)).readings).toBeGreaterThan(1_000);
    const database = openDatabase(hearth.run.databaseUrl);
    await endDemo(database);
    await database.close();

    await expect
      .poll(async () => (await demoRow(hearth.run.databaseUrl)).state, { timeout: 60_000 })
      .toBe('gone');
    await caughtUp(hearth.run, 60_000);

    expect(await remains(hearth.run.databaseUrl)).toEqual(NOTHING);
    const own = await withDatabase(hearth.run.databaseUrl, (client) => count(client, 'sensor'));
    expect(own).toBe(1);
  });

  it('keeps nothing at the broker', async () => {
    const { connectAsync } = await import('mqtt');
    const client = await connectAsync(hearth.run.mqttUrl ?? '');
    const kept: string[] = [];
    client.on('message', (topic) => kept.push(topic));
    await client.subscribeAsync('demo/#');
    // What is retained comes before the answer to a later question.
    await client.publishAsync('own/shed', '1', { qos: 1 });
    await client.endAsync();

    expect(kept).toEqual([]);
  });

  it('does not come back: not at a start, not when everything is read anew', {
    timeout: 240_000,
  }, async () => {
    hearth = await hearth.restart();
    await hearth.kill9();
    hearth = await hearth.restart();
    expect((await demoRow(hearth.run.databaseUrl)).state).toBe('gone');
    await caughtUp(hearth.run, 60_000);
    const { run } = hearth;
    await readFromTheStart(run.databaseUrl);
    hearth = await hearth.restart();
    await caughtUp(hearth.run, 120_000);

    expect({ ...(await remains(hearth.run.databaseUrl)), readings: 0, latest: 0 }).toEqual(NOTHING);
    expect((await remains(hearth.run.databaseUrl)).readings).toBe(1);
  });
});
