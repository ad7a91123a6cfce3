import type { PoolClient } from 'pg';
import type { SeriesSpan } from '@/contracts/history';
import { type House, type HouseNow, type HouseToday, houseOf, powerOf } from '@/contracts/house';
import type { Sight } from '@/contracts/people';
import { roomsSeen, SEEN_SQL } from '@/server/sight';
import { countersToday } from './counters-today';
import { houseSpan } from './house-span';
import { readSpan, type SpanRequest } from './read-span';

interface StoredSeries {
  readonly id: number;
  readonly quantity: string;
  readonly channel: string | null;
}

interface StoredSensor {
  readonly sensorId: string;
  readonly profile: string | null;
  readonly series: readonly StoredSeries[];
}

/** What the whole house took over a span, and what its counters counted today. */
export async function readHouse(
  client: PoolClient,
  request: SpanRequest,
  { timeZone, sight, now }: { readonly timeZone: string; readonly sight: Sight; readonly now: number },
): Promise<HouseNow> {
  const house = houseOf(await storedSensors(client, sight));
  const spanOf = ({ series }: StoredSensor) =>
    readSpan(client, { id: powerOf(series)?.id, meanKind: 'mean' }, request, now);
  const spansOf = async (sensors: readonly StoredSensor[]) => {
    const spans: SeriesSpan[] = [];
    for (const sensor of sensors) spans.push(await spanOf(sensor));
    return spans;
  };
  const span =
    house.meter === undefined
      ? undefined
      : houseSpan(
          {
            meter: await spanOf(house.meter),
            solar: await spansOf(house.solar),
            batteries: await spansOf(house.batteries),
          },
          // Up to now: what lies ahead holds nothing.
          request,
        );
  return { span, today: await readToday(client, house, timeZone), serverTime: now };
}

async function storedSensors(client: PoolClient, sight: Sight): Promise<readonly StoredSensor[]> {
  const { rows } = await client.query<
    StoredSeries & { readonly sensorId: string; readonly profile: string | null }
  >(
    `SELECT sensor.id AS "sensorId", sensor.profile, series.id, series.quantity, series.channel
     FROM sensor JOIN series ON series.sensor_id = sensor.id
     WHERE sensor.archived_at IS NULL AND ${SEEN_SQL} ORDER BY sensor.id, series.id`,
    [roomsSeen(sight)],
  );
  const sensors = new Map<string, StoredSensor & { readonly series: StoredSeries[] }>();
  for (const { sensorId, profile, ...series } of rows) {
    const known = sensors.get(sensorId);
    if (known === undefined) sensors.set(sensorId, { sensorId, profile, series: [series] });
    else known.series.push(series);
  }
  return [...sensors.values()];
}

async function readToday(
  client: PoolClient,
  { meter, solar }: House<StoredSensor>,
  timeZone: string,
): Promise<HouseToday> {
  const counter = (sensor: StoredSensor | undefined, quantity: string) =>
    sensor?.series.find((one) => one.quantity === quantity && one.channel === null)?.id;
  const wanted = {
    imported: [counter(meter, 'energy')],
    returned: [counter(meter, 'energy_returned')],
    net: [counter(meter, 'energy_net')],
    produced: solar.map((sensor) => counter(sensor, 'energy_production')),
  };
  const ids = Object.values(wanted).flat();
  const counted = await countersToday(
    client,
    ids.filter((id) => id !== undefined),
    timeZone,
  );
  const sumOf = (counters: readonly (number | undefined)[]) =>
    counters.reduce<number | null>((sum, id) => {
      const value = id === undefined ? undefined : counted.get(id);
      return value === undefined ? sum : (sum ?? 0) + value;
    }, null);
  const imported = sumOf(wanted.imported);
  const returned = sumOf(wanted.returned);
  const produced = sumOf(wanted.produced);
  const net = sumOf(wanted.net) ?? (imported === null ? null : imported - (returned ?? 0));
  return { used: net === null ? null : Math.max(0, net + (produced ?? 0)), imported, returned, produced };
}
