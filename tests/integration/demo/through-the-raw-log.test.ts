import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pastWritten } from '@/tests/support/demo-past';
import { type HearthProcess, startHearth } from '@/tests/support/hearth-process';
import { anOwnKafka, anOwnPostgres, type OwnServer } from '@/tests/support/own-servers';
import { withDatabase } from '@/tests/support/stored-ids';

async function storedReadings(databaseUrl: string): Promise<number> {
  return withDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ count: string }>('SELECT count(*) FROM telemetry.reading');
    return Number(rows[0]?.count);
  });
}

describe('the past of the demo house', () => {
  let kafka: OwnServer;
  let postgres: OwnServer;
  let hearth: HearthProcess;
  let decode: HearthProcess | undefined;

  beforeAll(async () => {
    [kafka, postgres] = await Promise.all([anOwnKafka(), anOwnPostgres()]);
    hearth = await startHearth({ env: environment('ingest,history') });
  }, 120_000);
  afterAll(async () => {
    await decode?.stop();
    await hearth.stop();
    await Promise.all([kafka.remove(), postgres.remove()]);
  });

  function environment(roles: string) {
    return {
      HEARTH_ROLES: roles,
      KAFKA_BROKERS: kafka.address,
      DATABASE_URL: postgres.address,
      HEARTH_DEMO: 'on',
    };
  }

  it('goes through the raw log alone: where nothing decodes, no reading is stored', {
    timeout: 240_000,
  }, async () => {
    await pastWritten(postgres.address, 1, 200_000);

    expect(await storedReadings(postgres.address)).toBe(0);
  });

  it('is stored once something decodes', { timeout: 120_000 }, async () => {
    decode = await startHearth({ env: environment('decode') });

    await expect.poll(() => storedReadings(postgres.address), { timeout: 90_000 }).toBeGreaterThan(50_000);
  });
});
