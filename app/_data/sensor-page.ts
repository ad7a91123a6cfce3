import 'server-only';
import { cache } from 'react';
import { rangeOf, shownUntil, spanRequest } from '@/components/sensor/ranges';
import { NEWEST_SHOWN } from '@/components/sensor/sensor-api';
import type { SensorPageData } from '@/components/sensor/sensor-page-data';
import { chosenSeries } from '@/components/sensor/series-name';
import { newest, sensor, span } from './sensors';
import { swapsOf } from './swaps';

/** All of a sensor's page; undefined when there is none of that id. `asked`: JSON of id, range and series. */
export const sensorPage = cache(async (asked: string): Promise<SensorPageData | undefined> => {
  const [sensorId, rangeId, seriesKey]: [string, string | null, string | null] = JSON.parse(asked);
  const found = await sensor(sensorId);
  if (found === undefined) return undefined;
  const range = rangeOf(rangeId ?? undefined);
  const series = chosenSeries(found.sensor, seriesKey ?? undefined);
  const swaps = await swapsOf(sensorId);
  const page = { sensor: found.sensor, rangeId: range.id, serverTime: found.serverTime, swaps };
  if (series === undefined) {
    return { ...page, series: undefined, span: undefined, newest: [], cursor: found.cursor };
  }
  const name = { sensorId, quantity: series.quantity, channel: series.channel, unit: series.unit };
  const past = await span(name, spanRequest(range, shownUntil(found.serverTime, series.latest)));
  const readings = await newest(name, NEWEST_SHOWN);
  // Asked again: a watch that goes on from the span tells nothing of what came before it.
  const now = (await sensor(sensorId)) ?? found;
  return {
    ...page,
    sensor: now.sensor,
    series: { quantity: series.quantity, channel: series.channel },
    span: past,
    newest: readings,
    cursor: past.cursor ?? found.cursor,
  };
});
