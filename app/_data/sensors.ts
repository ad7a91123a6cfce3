import 'server-only';
import type { NewestReading, SentMessage, SeriesSpan } from '@/contracts/history';
import type { SensorList } from '@/contracts/sensor';
import {
  newestReadings,
  roomSensorList,
  type SeriesName,
  sensorList,
  sensorSummary,
  sentMessages,
  seriesSpan,
} from '@/server/history/queries';
import { handedToPages } from '@/server/web/queries';
import { database } from './database';

/** Every sensor with its newest values. */
export function sensors(): Promise<SensorList> {
  return sensorList(database());
}

/** A room's sensors with their newest values. */
export function sensorsOfRoom(roomId: number): Promise<SensorList> {
  return roomSensorList(database(), roomId);
}

/** One sensor with its newest values; undefined when there is none of that id. */
export function sensor(sensorId: string) {
  return sensorSummary(database(), sensorId);
}

/** A span of a series, at most one row a pixel column. */
export function span(
  series: SeriesName,
  request: { readonly from: number; readonly to: number; readonly columns: number },
): Promise<SeriesSpan> {
  return seriesSpan(database(), series, request);
}

/** The newest readings of a series, newest first. */
export function newest(series: SeriesName, limit: number): Promise<readonly NewestReading[]> {
  return newestReadings(database(), series, limit);
}

/** The messages of which the newest readings of a series came, as they were sent. */
export function sent(series: SeriesName, limit: number): Promise<readonly SentMessage[]> {
  return sentMessages(database(), handedToPages().log, series, limit);
}
