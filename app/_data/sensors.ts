import 'server-only';
import type { NewestReading, SentMessage, SeriesSpan } from '@/contracts/history';
import type { SensorList } from '@/contracts/sensor';
import type { SensorFacts } from '@/contracts/sensor-facts';
import {
  newestReadings,
  roomSensorList,
  type SeriesName,
  sensorFacts,
  sensorList,
  sensorSummary,
  sentMessages,
  seriesSpan,
} from '@/server/history/queries';
import { handedToPages } from '@/server/web/queries';
import { sight } from './asking';
import { database } from './database';

/** Every sensor that is seen, with its newest values. */
export async function sensors(): Promise<SensorList> {
  return sensorList(database(), await sight());
}

/** What lists say of every sensor that is seen besides its values. */
export async function facts(): Promise<readonly SensorFacts[]> {
  return sensorFacts(database(), await sight());
}

/** A room's sensors with their newest values. */
export async function sensorsOfRoom(roomId: number): Promise<SensorList> {
  return roomSensorList(database(), roomId, await sight());
}

/** One sensor with its newest values; undefined when there is none of that id. */
export async function sensor(sensorId: string) {
  return sensorSummary(database(), sensorId, await sight());
}

/** A span of a series, at most one row a pixel column. */
export async function span(
  series: SeriesName,
  request: { readonly from: number; readonly to: number; readonly columns: number },
): Promise<SeriesSpan> {
  return seriesSpan(database(), series, request, await sight());
}

/** The newest readings of a series, newest first. */
export async function newest(series: SeriesName, limit: number): Promise<readonly NewestReading[]> {
  return newestReadings(database(), series, limit, await sight());
}

/** The messages of which the newest readings of a series came, as they were sent. */
export async function sent(series: SeriesName, limit: number): Promise<readonly SentMessage[]> {
  return sentMessages(database(), handedToPages().log, series, limit, await sight());
}
