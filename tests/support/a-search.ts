import { vi } from 'vitest';
import { BACKFILL, DEAD_LETTERS } from '@/contracts/topics';
import type { Context, Running } from '@/server/context';
import type { SearchTools } from '@/server/search/commands';
import { startSearch } from '@/server/search/index';
import { createDesk, type StatusTools } from '@/server/search/queries';
import { appendAll, startAppender } from '@/server/stream/appender';
import { type LogReader, startLogReader } from '@/server/stream/log-reader';
import type { OutgoingRecord } from '@/server/stream/types';
import { aContext } from './a-context';
import { freshTopics } from './fresh-topics';
import { type SearchDoor, searchDoor } from './search-door';
import { servers } from './servers';
import { wholeLog } from './whole-log';

const SETTLED_WITHIN_MS = 45_000;

/** The search role on empty topics and an empty search server, with the sensors `kitchen` and `hall`. */
export interface ASearch {
  readonly context: Context;
  readonly door: SearchDoor;
  /** What pages use. */
  readonly tools: SearchTools & StatusTools;
  append(records: readonly OutgoingRecord[]): Promise<void>;
  /** Resolves once the role's positions are behind everything appended. */
  settled(): Promise<void>;
  start(): Promise<void>;
  stopRole(): Promise<void>;
  /** Why the role is not ready. */
  problem(): string | undefined;
  /** `hearth_sink_documents_total`, by result, and `hearth_sink_requests_total`, by event. */
  counts(): Promise<Readonly<Record<string, number>>>;
  /** Headers of this role's dead letters. */
  letters(): Promise<readonly Readonly<Record<string, string>>[]>;
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

export async function aSearch(
  given: {
    /** Instead of the tests' own. */
    readonly url?: string;
    readonly settings?: Readonly<Record<string, string>>;
    readonly sensors?: readonly string[];
    /** Where the documents are looked at. */
    readonly door?: SearchDoor;
  } = {},
): Promise<ASearch> {
  const url = given.url ?? servers().searchUrl;
  const door = given.door ?? searchDoor(servers().searchUrl);
  const context = await aContext({}, { ELASTICSEARCH_URL: url, ...given.settings });
  const reader = await startLogReader(context);
  await freshTopics(context.kafka);
  await door.clear().catch(() => undefined);
  const { pool } = context.database;
  await pool.query("INSERT INTO room (name) VALUES ('Kitchen')");
  await pool.query(
    'INSERT INTO sensor (id, name, room_id) SELECT id, upper(id), (SELECT id FROM room) FROM unnest($1::text[]) AS id',
    [given.sensors ?? ['kitchen', 'hall']],
  );
  const appender = await startAppender({ kafka: context.kafka, log: context.log, name: 'test' });
  const tools = toolsOf(context, reader);
  const ends = new Map<string, number>();
  let role: Running | undefined = await startSearch(context);

  return {
    context,
    door,
    tools,
    append: async (records) => {
      const places = await appendAll(appender, records);
      places.forEach(({ partition, offset }, index) => {
        ends.set(`${records[index]?.topic}/${partition}`, offset + 1);
      });
    },
    settled: () =>
      vi.waitFor(
        async () => {
          const { rows } = await pool.query<{ topic: string; partition: number; next: string }>(
            "SELECT topic, partition, next FROM consumer_offset WHERE consumer LIKE 'search:%'",
          );
          const at = new Map(rows.map((row) => [`${row.topic}/${row.partition}`, Number(row.next)]));
          for (const [place, end] of ends)
            if ((at.get(place) ?? 0) < end) throw new Error(`search is not at ${place}@${end}`);
        },
        { timeout: SETTLED_WITHIN_MS, interval: 20 },
      ),
    start: async () => {
      role = await startSearch(context);
    },
    stopRole: async () => {
      await role?.stop();
      role = undefined;
    },
    problem: () => context.health.report().roles.search?.reason,
    counts: async () => {
      const { sinkDocuments, sinkRequests } = context.metrics;
      const values = [...(await sinkDocuments.get()).values, ...(await sinkRequests.get()).values];
      return Object.fromEntries(values.map(({ labels, value }) => [Object.values(labels)[0], value]));
    },
    letters: async () => {
      const records = await wholeLog(context.kafka, DEAD_LETTERS);
      return records.map(({ headers }) =>
        Object.fromEntries(Object.entries(headers).map(([name, bytes]) => [name, bytes?.toString() ?? ''])),
      );
    },
    query: async <Row extends object>(sql: string, values: unknown[] = []) =>
      (await pool.query<Row>(sql, values)).rows,
    stop: async () => {
      await role?.stop();
      await Promise.all([appender.stop(), reader.stop(), tools.desk.close()]);
      await context.stop();
    },
  };
}

function toolsOf(context: Context, log: LogReader): SearchTools & StatusTools {
  const { config, database, metrics, health, homeZone } = context;
  const parts = { pool: database.pool, settings: config.search, dataDir: config.dataDir };
  const role = () => ({ isHere: true, problem: health.report().roles.search?.reason });
  return { ...parts, desk: createDesk(parts), log, metrics, role, timeZone: homeZone() };
}

/** A record as a replay writes it. */
export function asBackfill(record: OutgoingRecord): OutgoingRecord {
  return { ...record, topic: BACKFILL };
}
