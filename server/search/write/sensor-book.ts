import type { Pool } from 'pg';
import { type SensorFacts, sensorText } from './document';

/** A look older than this is not trusted: what was removed since is written no more. */
const LOOK_LASTS_MS = 1_000;

/** What documents say of sensors. One that isn't listed is no more, and has no documents. */
export interface SensorBook {
  /** Looks again unless the last look is younger than a second. */
  refresh(): Promise<void>;
  textOf(sensorId: string): string | undefined;
}

export function createSensorBook(pool: Pick<Pool, 'query'>, clock = () => performance.now()): SensorBook {
  let sensors: ReadonlyMap<string, string> = new Map();
  let lookedAt = Number.NEGATIVE_INFINITY;
  return {
    refresh: async () => {
      if (clock() - lookedAt < LOOK_LASTS_MS) return;
      const startedAt = clock();
      const { rows } = await pool.query<SensorFacts & { readonly id: string }>(
        'SELECT sensor.id, sensor.name, room.name AS room FROM sensor LEFT JOIN room ON room.id = room_id',
      );
      sensors = new Map(rows.map((row) => [row.id, sensorText(row.id, row)]));
      lookedAt = startedAt;
    },
    textOf: (sensorId) => sensors.get(sensorId),
  };
}
