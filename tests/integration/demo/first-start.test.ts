import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoRow, pastWritten, wholePast, writtenPast } from '@/tests/support/demo-past';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { caughtUp } from '@/tests/support/ledger-report';
import { withDatabase } from '@/tests/support/stored-ids';

const ZONE = 'Europe/Berlin';
const PAST_WITHIN_MS = 180_000;

/** Values of the meter's power in the past, and how many moments they have. */
async function meterPast(databaseUrl: string): Promise<{ rows: number; moments: number }> {
  const { began } = await demoRow(databaseUrl);
  return withDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ rows: string; moments: string }>(
      `SELECT count(*) AS rows, count(DISTINCT reading.time) AS moments
       FROM telemetry.reading JOIN series ON series.id = reading.series_id
       WHERE series.sensor_id = 'demo-meter' AND series.quantity = 'power' AND reading.time <= to_timestamp($1 / 1000.0)`,
      [began],
    );
    return { rows: Number(rows[0]?.rows), moments: Number(rows[0]?.moments) };
  });
}

describe('the first start on an empty data directory', () => {
  let hearth: HearthProcess;

  beforeAll(async () => {
    hearth = await startHearth({ env: { HEARTH_DEMO: 'auto', HEARTH_TIME_ZONE: ZONE } });
  }, 120_000);
  afterAll(() => hearth.stop());

  it('brings a demo house whose past has neither doubles nor a hole, killed while it is written', {
    timeout: 300_000,
  }, async () => {
    await pastWritten(hearth.run.databaseUrl, 0.2, PAST_WITHIN_MS);
    await hearth.kill9();
    hearth = await hearth.restart();
    expect((await demoRow(hearth.run.databaseUrl)).pastUntil).toBeLessThan(
      (await demoRow(hearth.run.databaseUrl)).began,
    );

    const row = await pastWritten(hearth.run.databaseUrl, 1, PAST_WITHIN_MS);
    await caughtUp(hearth.run, 60_000);

    const written = await writtenPast(hearth.run.kafkaBrokers);
    const once = new Map(written.map(({ uid, what }) => [uid, what]));
    const expected = new Set(wholePast(row, ZONE));
    const found = new Set(once.values());
    expect(found.size).toBe(once.size);
    expect([...expected].filter((what) => !found.has(what))).toEqual([]);
    expect([...found].filter((what) => !expected.has(what))).toEqual([]);
    const minutes = (row.began - row.pastFrom) / 60_000;
    expect(await meterPast(hearth.run.databaseUrl)).toEqual({ rows: minutes, moments: minutes });
  });

  it('counts what it wrote apart from what came through the door', async () => {
    const metrics = await (await fetch(`${hearth.run.url}/metrics`)).text();

    expect(metrics).toMatch(/^hearth_raw_written_total\{source="demo"\} [1-9]\d*$/m);
  });

  it('writes nothing twice at the next start, and publishes on', { timeout: 120_000 }, async () => {
    const before = (await writtenPast(hearth.run.kafkaBrokers)).length;
    hearth = await hearth.restart();
    await expect
      .poll(async () => (await fetch(`${hearth.run.url}/metrics`)).text(), { timeout: 30_000 })
      .toMatch(/^hearth_mqtt_acked_total\{qos="1"\} [1-9]\d*$/m);

    expect((await writtenPast(hearth.run.kafkaBrokers)).length).toBe(before);
  });
});
