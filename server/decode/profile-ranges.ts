import type { PoolClient } from 'pg';
import { type Range, rangesOfProfile } from '@/contracts/believable';
import { announce, momentOfValidity, writeAlone } from './write-knowledge';
import { type NewRange, writeRanges } from './write-ranges';

/** From a second on what this sensor's profile says of its values holds, as the transaction leaves it. It writes alone from here. */
export async function profileGiven(client: PoolClient, sensorId: string): Promise<void> {
  await writeAlone(client);
  const ranges = await changedProfileRanges(client, [sensorId]);
  if (ranges.length === 0) return;
  const validFrom = await momentOfValidity(client);
  await writeRanges(client, ranges, validFrom);
  await announce(client, validFrom);
}

/** What the profiles of these sensors say now, as far as it is another than what was written of them last. */
export async function changedProfileRanges(
  client: PoolClient,
  sensorIds: readonly string[],
): Promise<readonly NewRange[]> {
  const { rows } = await client.query<{
    readonly id: string;
    readonly profile: string | null;
    readonly written: Readonly<Record<string, Range>>;
  }>(
    `SELECT sensor.id, profile, coalesce(
              (SELECT json_object_agg(quantity, json_build_array(min, max)) FROM (
                 SELECT DISTINCT ON (quantity) quantity, min, max FROM believable_range
                 WHERE sensor_id = sensor.id AND source = 'profile' ORDER BY quantity, id DESC) AS newest
               WHERE min IS NOT NULL), '{}') AS written
     FROM sensor WHERE id = ANY($1) ORDER BY id`,
    [sensorIds],
  );
  return rows.flatMap(({ id, profile, written }) => changes(id, rangesOfProfile(profile), written));
}

function changes(
  sensorId: string,
  said: ReadonlyMap<string, Range>,
  written: Readonly<Record<string, Range>>,
): readonly NewRange[] {
  const quantities = new Set([...said.keys(), ...Object.keys(written)]);
  return [...quantities]
    .filter((quantity) => String(said.get(quantity)) !== String(written[quantity]))
    .map((quantity) => ({
      sensorId,
      quantity,
      channel: null,
      limits: said.get(quantity) ?? null,
      source: 'profile',
      who: 'profile',
    }));
}
