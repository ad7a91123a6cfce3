import type { DeviceName } from '@/contracts/device';
import type { PastPreview, PastSeries } from '@/contracts/inbox';
import type { Measure } from '@/contracts/reading';
import { RAW } from '@/contracts/topics';
import type { Database } from '@/server/database';
import type { LogReader } from '@/server/stream/log-reader';
import type { StreamRecord } from '@/server/stream/types';
import { measuredAt } from '../clock';
import { decodeMessage } from '../decode-message';
import type { RawMessage } from '../decode-record';
import type { Stamp } from '../device-time';
import { createExclusions } from '../exclusions';
import { knowledgeAsOf } from '../knowledge';
import { compileMapping } from '../mapping';
import { readDraft } from '../mapping-file';
import { openPayload } from '../payload';
import { payloadOf, readHeader } from '../raw-record';
import { type OffsetSpan, pastWindows } from './past-windows';

export interface PastTools {
  readonly database: Pick<Database, 'pool'>;
  readonly log: Pick<LogReader, 'bounds' | 'readFrom'>;
  readonly zone: string;
}

const MOST_POINTS = 300;
const LOOKS_FOR_MS = 4_000;

type Found =
  | { readonly measures: readonly Measure[]; readonly stamp: Stamp | undefined }
  | { readonly code: string };
type Draw = (message: RawMessage & { readonly atMs: number }) => Found | undefined;

/** What a draft would make of the messages that wait on these topics; nothing where it is not complete. */
export async function previewTaught(
  tools: PastTools,
  { definition, topics }: { readonly definition: object; readonly topics: readonly string[] },
): Promise<PastPreview> {
  const draft = readDraft(definition);
  const spans = await waitingSpans(tools.database, "reason = 'UNCLAIMED' AND topic = ANY($1)", [topics]);
  if ('errors' in draft) return preview(tools, [], () => undefined);
  const mapping = compileMapping({ mappingId: 0, version: 0 }, draft.mapping);
  const wanted = new Set(topics);
  return preview(tools, spans, ({ header, payload, atMs }) => {
    if (!wanted.has(header.topic) || header.replayed) return undefined;
    const levels = header.topic.split('/');
    const read = mapping.read({ levels, payload: openPayload(payload), receivedMs: atMs, zone: tools.zone });
    if (read === 'not mine') return { code: 'UNCLAIMED' };
    return 'refusal' in read ? { code: read.refusal.code } : read;
  });
}

/** What the messages of a device that wait would become. */
export async function previewDevice(tools: PastTools, { family, key }: DeviceName): Promise<PastPreview> {
  const spans = await waitingSpans(
    tools.database,
    "reason = 'DEVICE_HEARD' AND family = $1 AND device_key = $2",
    [family, key],
  );
  const memory = { ...(await knowledgeAsOf(tools.database.pool, Infinity)), news: () => undefined };
  return preview(tools, spans, (message) => {
    const { heard } = decodeMessage(message, memory, tools.zone);
    return heard.find((each) => each.family === family && each.key === key && each.measures.length > 0) as
      | Found
      | undefined;
  });
}

async function waitingSpans(
  { pool }: Pick<Database, 'pool'>,
  where: string,
  values: unknown[],
): Promise<readonly OffsetSpan[]> {
  const { rows } = await pool.query<{ partition: number; first: string; last: string }>(
    `SELECT partition, min(first_offset) AS first, max(last_offset) AS last
     FROM inbox_source WHERE ${where} GROUP BY partition`,
    values,
  );
  return rows.map(({ partition, first, last }) => ({ partition, first: Number(first), last: Number(last) }));
}

async function preview(tools: PastTools, spans: readonly OffsetSpan[], draw: Draw): Promise<PastPreview> {
  const { windows, isWhole } = pastWindows(spans);
  const [exclusions, bounds] = [createExclusions(tools.database.pool), await tools.log.bounds(RAW)];
  await exclusions.refresh();
  const topicIds = new Map(bounds.map(({ partition, topicId }) => [partition, topicId]));
  const until = performance.now() + LOOKS_FOR_MS;
  const collected = createCollected();
  let isCut = false;
  for (const { partition, from, count } of windows) {
    isCut = performance.now() > until;
    if (isCut) break;
    const { records } = await tools.log.readFrom(RAW, partition, from, count);
    for (const record of records) {
      if (record.offset >= from + count) break;
      const message = messageOf(record, partition);
      if (message === undefined) continue;
      const { topic } = message.header;
      if (
        exclusions.covers({ topicId: topicIds.get(partition) ?? '', partition, offset: record.offset, topic })
      )
        continue;
      collected.add(message, draw(message));
    }
  }
  const starts = new Map(bounds.map(({ partition, logStart }) => [partition, logStart]));
  return {
    ...collected.result(),
    isWhole: isWhole && !isCut,
    isBeginGone: spans.some(({ partition, first }) => first < (starts.get(partition) ?? 0)),
  };
}

function messageOf(
  record: StreamRecord,
  partition: number,
): (RawMessage & { readonly atMs: number }) | undefined {
  const read = readHeader(record);
  if (!('header' in read)) return undefined;
  const { offset, timestampMs: atMs } = record;
  return { header: read.header, payload: payloadOf(record), partition, offset, atMs };
}

function createCollected() {
  const series = new Map<string, PastSeries & { readonly points: [number, number][] }>();
  const unreadable = new Map<string, number>();
  let looked = 0;
  return {
    add: ({ header }: RawMessage, found: Found | undefined) => {
      if (found === undefined) return;
      looked += 1;
      if ('code' in found) {
        unreadable.set(found.code, (unreadable.get(found.code) ?? 0) + 1);
        return;
      }
      const at = measuredAt(found.stamp, header.received).at / 1000;
      for (const { quantity, channel, unit, value } of found.measures) {
        const name = [header.topic, quantity, channel].join('\n');
        const known = series.get(name) ?? { source: header.topic, quantity, channel, unit, points: [] };
        known.points.push([at, value]);
        series.set(name, known);
      }
    },
    result: (): Pick<PastPreview, 'series' | 'looked' | 'unreadable'> => ({
      looked,
      unreadable: [...unreadable].map(([code, count]) => ({ code, count })),
      series: [...series.values()].map((each) => ({ ...each, points: thinned(each.points) })),
    }),
  };
}

/** In the order of time, evenly fewer where they are many; the newest stays. */
function thinned(points: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const sorted = [...points].sort(([one], [other]) => one - other);
  if (sorted.length <= MOST_POINTS) return sorted;
  const step = (sorted.length - 1) / (MOST_POINTS - 1);
  return Array.from({ length: MOST_POINTS }, (_, place) => sorted[Math.round(place * step)] ?? [0, 0]);
}
