import type { DeviceName } from '@/contracts/device';
import type { Measure } from '@/contracts/reading';
import { isAligned, type SwapPlan, type SwappedCounter } from '@/contracts/swap';
import type { Database } from '@/server/database';
import { firstValues } from '@/server/decode/queries';
import { msOf } from '@/server/ms-of';
import type { LogReader } from '@/server/stream/log-reader';
import { loginOf } from './login-of';

export interface PlanParts {
  readonly database: Database;
  readonly log: Pick<LogReader, 'readSpan'>;
  readonly zone: string;
}

interface DeviceRow {
  readonly id: number;
  readonly name: string | null;
  readonly topic: string | null;
  readonly heardSince: number | null;
  readonly measures: readonly Measure[];
}

interface SensorRow {
  readonly id: string;
  readonly name: string;
  readonly until: number | null;
  readonly before: readonly DeviceName[];
  readonly mappings: readonly string[];
}

/**
 * What it means that a device continues a sensor from a moment of receipt on; `since` undefined: as far back as it was heard.
 * Undefined where there is no such sensor, or nothing was heard of the device.
 */
export async function readSwapPlan(
  parts: PlanParts,
  sensorId: string,
  device: DeviceName,
  since: number | undefined,
): Promise<SwapPlan | undefined> {
  const { pool } = parts.database;
  const [devices, sensors] = await Promise.all([
    pool.query<DeviceRow>(DEVICE, [device.family, device.key, sensorId]),
    pool.query<SensorRow>(SENSOR, [sensorId]),
  ]);
  const [heard, sensor] = [devices.rows[0], sensors.rows[0]];
  if (heard === undefined || heard.heardSince === null || sensor === undefined) return undefined;
  const begins = Math.max(since ?? heard.heardSince, heard.heardSince);
  const ended = await endedCounters(parts, sensorId, begins);
  const first = await valuesFrom(parts, { ...device, ...heard }, begins, ended);
  return {
    sensor: { id: sensor.id, name: sensor.name },
    device: { ...device, name: heard.name },
    heardSince: heard.heardSince,
    sensorUntil: sensor.until,
    before: sensor.before,
    mappings: sensor.mappings,
    counters: ended.flatMap((counter) => counterOf(counter, first)),
    login: (await loginOf(pool, heard.topic))?.id ?? null,
  };
}

/** Since when it feeds nothing else: what a sensor got by it stays that sensor's, but for one that is only being added. */
const DEVICE = `
  SELECT device.id, name, sample_topic AS topic, measures,
         ${msOf(`greatest(first_heard, (
           SELECT max(coalesce(valid_to, now())) FROM binding
            WHERE device_id = device.id AND NOT is_nobodys AND NOT is_taken_back AND sensor_id <> $3
              AND NOT EXISTS (SELECT FROM sensor JOIN arrival USING (login_id) WHERE sensor.id = binding.sensor_id)))`)} AS "heardSince"
    FROM device WHERE family = $1 AND natural_key = $2`;

const SENSOR = `
  SELECT sensor.id, sensor.name,
         (SELECT ${msOf('max(latest.time)')} FROM series JOIN telemetry.latest ON latest.series_id = series.id
           WHERE series.sensor_id = sensor.id) AS until,
         coalesce((SELECT json_agg(json_build_object('family', family, 'key', natural_key) ORDER BY binding.id)
                     FROM binding JOIN device ON device.id = device_id
                    WHERE binding.sensor_id = sensor.id AND valid_to IS NULL), '[]') AS before,
         array(SELECT definition ->> 'topic' FROM (
           SELECT DISTINCT ON (mapping_id) mapping_id, definition
             FROM mapping_sensor AS fed JOIN mapping_version USING (mapping_id)
            WHERE fed.sensor_id = sensor.id ORDER BY mapping_id, version DESC) AS newest
          WHERE definition ->> 'sensor' = sensor.id
             OR sensor.id IN (SELECT value FROM jsonb_each_text(definition -> 'sensors')) ORDER BY 1) AS mappings
    FROM sensor WHERE sensor.id = $1`;

type EndedCounter = Omit<SwappedCounter, 'begins'>;

/** Where the sensor's counters stood before a moment. */
async function endedCounters(
  { database }: PlanParts,
  sensorId: string,
  before: number,
): Promise<readonly EndedCounter[]> {
  const { rows } = await database.pool.query<EndedCounter>(
    `SELECT quantity, channel, unit, newest.value AS ended FROM series CROSS JOIN LATERAL (
       SELECT value FROM telemetry.reading
        WHERE series_id = series.id AND quality = 0 AND time < to_timestamp($2::float8 / 1000)
        ORDER BY time DESC, tie DESC LIMIT 1) AS newest
     WHERE sensor_id = $1 ORDER BY quantity, channel NULLS FIRST`,
    [sensorId, before],
  );
  return rows.filter(({ quantity }) => isAligned(quantity));
}

/** What the new device's counters say first from a moment on; what it says now where the log tells it no longer. */
async function valuesFrom(
  parts: PlanParts,
  device: DeviceName & DeviceRow,
  from: number,
  counters: readonly EndedCounter[],
): Promise<readonly Measure[]> {
  const { topic, measures } = device;
  if (topic === null || counters.length === 0) return measures;
  const isEnough = (found: readonly Measure[]) => counters.every((counter) => find(found, counter));
  const first = await firstValues(parts, { ...device, topic }, from, isEnough);
  return [...first, ...measures];
}

function find(measures: readonly Measure[], { quantity, channel }: EndedCounter): Measure | undefined {
  return measures.find((measure) => measure.quantity === quantity && measure.channel === channel);
}

function counterOf(counter: EndedCounter, first: readonly Measure[]): SwappedCounter[] {
  const measure = find(first, counter);
  return measure === undefined ? [] : [{ ...counter, begins: measure.value }];
}
