import { setImmediate as breathe } from 'node:timers/promises';
import { RAW } from '@/contracts/topics';
import type { Context } from '@/server/context';
import { inTransaction } from '@/server/database';
import type { LogReader } from '@/server/stream/log-reader';
import { advance, storedPosition } from '@/server/stream/offset-fence';
import { createPositionMover } from '@/server/stream/position-mover';
import type { Appender, Projection, StreamBatch } from '@/server/stream/types';
import { appendWork } from './append-work';
import { type BatchWork, decodeBatch, type ToldInBatch } from './batch-work';
import { createComplaints } from './complaints';
import { createDevicesToStore, storeDevices } from './devices-heard';
import { createExclusions } from './exclusions';
import { createInbox, type Inbox } from './inbox/count-unclaimed';
import { knownSources, storeTally } from './inbox/store-tally';
import { createKnowledge } from './knowledge';
import { createLetterThinning } from './letter-thinning';
import { readBackWindow } from './read-back';
import { createRebirths, type Rebirths } from './rebirths';
import type { RepeatWindow } from './repeat-window';
import { askForLateKnowledge } from './replay/late-knowledge';
import { storeTold } from './write-knowledge';

const NAME = 'decode';
// What this transaction loses in a crash, Kafka delivers again.
const BEGIN = 'BEGIN; SET LOCAL synchronous_commit = off';

interface PartitionState {
  readonly topicId: string;
  readonly window: RepeatWindow;
  readonly inbox: Inbox;
  readonly rebirths: Rebirths;
  /** The offset the window goes on from; another one means that someone else decoded in between. */
  next: number;
  /** What is appended, and not committed yet. */
  work: BatchWork | undefined;
}

export interface DecodeParts {
  readonly context: Pick<Context, 'homeZone' | 'database' | 'metrics' | 'log'>;
  readonly appender: Appender;
  readonly log: Pick<LogReader, 'readFrom'>;
}

/** Raw log in, readings out: appended first, the position moved afterwards, so that a crash repeats and never skips. */
export function decodeProjection({ context, appender, log: reader }: DecodeParts): Projection {
  const { database, metrics, homeZone } = context;
  const knowledge = createKnowledge(database.pool);
  const exclusions = createExclusions(database.pool);
  const thinning = createLetterThinning();
  const devices = createDevicesToStore();
  const complaints = createComplaints(context.log, metrics);
  const movePosition = createPositionMover(database.pool, NAME);
  const partitions = new Map<number, PartitionState>();
  /** Remembered already, hence news to no batch that comes again: stored with the next commit, whichever it is. */
  let untold: readonly ToldInBatch[] = [];

  async function stateFor(batch: StreamBatch): Promise<PartitionState> {
    const known = partitions.get(batch.partition);
    if (known?.topicId === batch.topicId && known.next === batch.first) return known;
    const window = await readBackWindow(reader, batch);
    const inbox = createInbox(await knownSources(database, batch.partition));
    const rebirths = createRebirths(Date.now);
    const state = { topicId: batch.topicId, window, inbox, rebirths, next: batch.first, work: undefined };
    partitions.set(batch.partition, state);
    return state;
  }

  async function store(batch: StreamBatch, inbox: Inbox, { unclaimed, heard }: BatchWork): Promise<void> {
    const tally = inbox.tally(unclaimed);
    const told = untold;
    const worthStoring = devices.pick(heard.values());
    if (tally.counts.length + tally.givenUp.length + told.length + worthStoring.length === 0)
      return movePosition(batch);
    await inTransaction(
      database,
      async (client) => {
        await advance(client, NAME, batch);
        await storeTally(client, batch.partition, tally);
        await storeDevices(client, worthStoring);
        await storeTold(client, told);
        await askForLateKnowledge(
          client,
          told.filter(({ isFresh }) => isFresh),
        );
      },
      BEGIN,
    );
    inbox.stored(tally);
    untold = untold.filter((each) => !told.includes(each));
    devices.stored(worthStoring);
  }

  return {
    name: NAME,
    topics: [RAW],
    delivery: 'split',
    position: (at) => storedPosition(database.pool, NAME, at),
    apply: async (batch) => {
      const [state] = await Promise.all([stateFor(batch), knowledge.refresh(), exclusions.refresh()]);
      const { window, rebirths } = state;
      const work = decodeBatch(batch, {
        memory: knowledge.memory,
        exclusions,
        window,
        thinning,
        rebirths,
        zone: homeZone(),
      });
      untold = [...untold, ...work.told];
      await appendWork(appender, work.appends);
      observe(metrics, work);
      complaints.about(work.faults, knowledge.memory.turnedAway());
      complaints.aboutVersions(knowledge.memory.unreadable());
      state.work = work;
      // A backlog is worked off in large batches: sockets and timers get their turn between two.
      if (batch.next < batch.end) await breathe();
    },
    commit: async (batch) => {
      const state = partitions.get(batch.partition);
      if (state?.work === undefined) return;
      await store(batch, state.inbox, state.work);
      count(metrics, state.work);
      state.next = batch.next;
      state.work = undefined;
    },
  };
}

/** Once a batch: from the receipt of the last message that became a reading until Kafka has that reading. */
function observe(metrics: Context['metrics'], { newestReceived }: BatchWork): void {
  if (newestReceived === undefined) return;
  const nowMs = performance.timeOrigin + performance.now();
  metrics.latency.observe({ hop: 'raw→reading' }, Math.max(0, nowMs - newestReceived / 1000) / 1000);
}

/** After the transaction: a batch that comes again counts once. */
function count(metrics: Context['metrics'], work: BatchWork): void {
  for (const [family, readings] of work.readings) metrics.decoded.inc({ family }, readings);
  for (const [code, letters] of work.unreadable) metrics.deadLetters.inc({ code, stage: NAME }, letters);
  for (const [reason, repeats] of work.repeats) metrics.duplicates.inc({ reason }, repeats);
  for (const { reason } of work.unclaimed) metrics.unclaimed.inc({ reason });
}
