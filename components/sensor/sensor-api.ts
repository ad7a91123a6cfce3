import type { NewestReading, SentMessage, SeriesSpan } from '@/contracts/history';
import type { Provenance, ReadingsWithin } from '@/contracts/provenance';
import type { SensorSummary } from '@/contracts/sensor';
import type { Cursor } from '@/contracts/socket-events';
import type { SeriesRef } from './series-name';

const ANSWER_WITHIN_MS = 10_000;

export const NEWEST_SHOWN = 9;

/** A span of a series: ms since 1970, both ends included. Rejects with a sentence for a person. */
export function fetchSpan(
  sensorId: string,
  { quantity, channel }: SeriesRef,
  { from, to, columns }: { readonly from: number; readonly to: number; readonly columns: number },
  signal?: AbortSignal,
): Promise<SeriesSpan> {
  const query = { ...nameOf({ quantity, channel }), from: `${from}`, to: `${to}`, columns: `${columns}` };
  return fetchJson(`${pathOf(sensorId)}/span?${new URLSearchParams(query)}`, signal);
}

export function fetchNewest(
  sensorId: string,
  series: SeriesRef,
  signal?: AbortSignal,
): Promise<readonly NewestReading[]> {
  const query = { ...nameOf(series), limit: `${NEWEST_SHOWN}` };
  return fetchJson(`${pathOf(sensorId)}/readings?${new URLSearchParams(query)}`, signal);
}

/** The messages of which the newest readings came. */
export function fetchSent(sensorId: string, series: SeriesRef): Promise<readonly SentMessage[]> {
  const query = { ...nameOf(series), limit: `${NEWEST_SHOWN}` };
  return fetchJson(`${pathOf(sensorId)}/messages?${new URLSearchParams(query)}`, undefined);
}

/** Where the reading comes from that was measured then, µs since 1970. */
export function fetchProvenance(
  sensorId: string,
  series: SeriesRef,
  at: number,
  signal?: AbortSignal,
): Promise<Provenance> {
  const query = { ...nameOf(series), at: `${at}` };
  return fetchJson(`${pathOf(sensorId)}/provenance?${new URLSearchParams(query)}`, signal);
}

/** The readings of a column of a chart, ms since 1970. */
export function fetchReadingsWithin(
  sensorId: string,
  series: SeriesRef,
  { from, to }: { readonly from: number; readonly to: number },
  signal?: AbortSignal,
): Promise<ReadingsWithin> {
  const query = { ...nameOf(series), from: `${from}`, to: `${to}` };
  return fetchJson(`${pathOf(sensorId)}/provenance/readings?${new URLSearchParams(query)}`, signal);
}

export function fetchSensor(
  sensorId: string,
  signal?: AbortSignal,
): Promise<{ readonly sensor: SensorSummary; readonly cursor?: Cursor }> {
  return fetchJson(pathOf(sensorId), signal);
}

function pathOf(sensorId: string): string {
  return `/api/v1/sensors/${encodeURIComponent(sensorId)}`;
}

function nameOf({ quantity, channel }: SeriesRef): Record<string, string> {
  return channel === null ? { quantity } : { quantity, channel };
}

async function fetchJson<Answer>(path: string, signal: AbortSignal | undefined): Promise<Answer> {
  const timeout = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const either = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
  try {
    const response = await fetch(path, { signal: either });
    if (!response.ok) throw new Refused(await refusalIn(response));
    return await response.json();
  } catch (error) {
    if (error instanceof Refused || signal?.aborted) throw error;
    throw new Error(timeout.aborted ? 'Hearth took too long to answer.' : 'Hearth can’t be reached.', {
      cause: error,
    });
  }
}

class Refused extends Error {}

async function refusalIn(response: Response): Promise<string> {
  const body = await response.json().catch(() => undefined);
  return typeof body?.error === 'string' ? body.error : `Hearth answered with ${response.status}.`;
}
