import type { RehearsalLine } from '@/contracts/mapping-rehearsal';
import type { Database } from '@/server/database';
import type { KafkaSettings } from '@/server/stream/types';
import { exclusionRows } from '../exclusions';
import { readDraft } from '../mapping-file';
import { readStored } from '../stored-definition';
import { sensorRanges } from './sensor-ranges';
import { type StartThread, startRehearsal } from './start-rehearsal';

const DAY_MS = 86_400_000;

export interface RehearsalQuestion {
  readonly draft: object;
  /** The mapping whose newest version is drawn beside the draft. */
  readonly mappingId: number | undefined;
  /** How far back. */
  readonly days: number;
}

export interface RehearsalParts {
  readonly database: Pick<Database, 'pool'>;
  readonly kafka: KafkaSettings;
  /** The home's, IANA. */
  readonly zone: string;
  readonly startThread: StartThread;
}

/**
 * Runs a draft on the real messages of the last days; nothing is written. Ends with a report, or with what keeps it from running.
 * Throws when the log or the database is away, and when the signal ends it.
 */
export async function* rehearseMapping(
  { database, kafka, zone, startThread }: RehearsalParts,
  { draft, mappingId, days }: RehearsalQuestion,
  signal: AbortSignal,
): AsyncGenerator<RehearsalLine> {
  const read = readDraft(draft);
  if ('errors' in read) {
    yield { problem: `The draft is not complete: ${read.errors[0]?.message}` };
    return;
  }
  const to = Date.now();
  const [before, exclusions] = await Promise.all([
    newestDefinition(database, mappingId),
    exclusionRows(database.pool),
  ]);
  const formerly = readStored(before);
  const said = await sensorRanges(database.pool, [read.mapping, formerly]);
  const rehearsing = { draft, before, from: to - days * DAY_MS, to, zone, exclusions, said };
  yield* startRehearsal({ kafka, rehearsing }, startThread, signal);
}

/** Undefined where there is none, or where it ends the mapping. */
async function newestDefinition(
  { pool }: Pick<Database, 'pool'>,
  mappingId: number | undefined,
): Promise<unknown> {
  if (mappingId === undefined) return undefined;
  const { rows } = await pool.query<{ definition: unknown }>(
    'SELECT definition FROM mapping_version WHERE mapping_id = $1 ORDER BY version DESC LIMIT 1',
    [mappingId],
  );
  return rows[0]?.definition ?? undefined;
}
