import type { Pool } from 'pg';
import {
  bindingCorrections,
  bindingRows,
  mappingCorrections,
  type Replays,
  rangeCorrections,
  rangeRows,
  settingRows,
  toldRows,
  versionRows,
} from './knowledge-rows';
import { createMemory, type Memory } from './memory';
import type { Told } from './told-history';
import { afterWriters } from './write-knowledge';

/** A look older than this is not trusted: a new version holds one second after it is written. */
const LOOK_LASTS_MS = 500;

/** What decode must know besides the message, kept as fresh as the rule of one second needs. */
export interface Knowledge {
  readonly memory: Memory;
  /** Looks for what is new unless the last look is younger than 500 ms. */
  refresh(): Promise<void>;
}

/** How far the tables have been read. `written` only ever grows from one writing transaction to the next. */
interface Marks {
  readonly versions: string;
  readonly bindings: string;
  readonly told: string;
  readonly ranges: string;
  readonly settings: string;
  readonly corrections: string;
}

const NOTHING_READ: Marks = {
  versions: '0',
  bindings: '0',
  told: '0',
  ranges: '0',
  settings: '0',
  corrections: '0',
};

const MARKS = `
  SELECT coalesce((SELECT max(written) FROM mapping_version), 0) AS versions,
         coalesce((SELECT max(written) FROM binding), 0) AS bindings,
         coalesce((SELECT max(written) FROM knowledge), 0) AS told,
         coalesce((SELECT max(written) FROM believable_range), 0) AS ranges,
         coalesce((SELECT max(written) FROM device_setting), 0) AS settings,
         coalesce((SELECT max(written) FROM correction), 0) AS corrections`;

export function createKnowledge(pool: Pool, clock = () => performance.now()): Knowledge {
  const memory = createMemory();
  let marks = NOTHING_READ;
  let lookedAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    const startedAt = clock();
    marks = await learnNews(pool, memory, marks, Infinity);
    lookedAt = startedAt;
  }

  return {
    memory,
    refresh: async () => {
      if (clock() - lookedAt < LOOK_LASTS_MS) return;
      looking ??= look().finally(() => {
        looking = undefined;
      });
      await looking;
    },
  };
}

/** Everything that is known, the past as the replays up to one say, and without what `isUnheard` of what devices told. */
export async function knowledgeAsOf(
  pool: Pool,
  replays: Replays,
  isUnheard: (told: Told) => boolean = () => false,
): Promise<Memory> {
  const memory = createMemory();
  await learnNews(pool, memory, NOTHING_READ, replays, isUnheard);
  return memory;
}

async function learnNews(
  pool: Pool,
  memory: Memory,
  marks: Marks,
  replays: Replays,
  isUnheard: (told: Told) => boolean = () => false,
): Promise<Marks> {
  const [now = marks] = await afterWriters<Marks>({ pool }, MARKS);
  const span = (of: keyof Marks) => ({ after: marks[of], until: now[of] });
  // Mostly nothing is new.
  const read = async <Row>(of: keyof Marks, rows: () => Promise<readonly Row[]>) =>
    now[of] === marks[of] ? [] : rows();
  const [versions, bindings, told, ranges, settings, mapped, bound, limited] = await Promise.all([
    read('versions', () => versionRows(pool, span('versions'))),
    read('bindings', () => bindingRows(pool, span('bindings'))),
    read('told', () => toldRows(pool, span('told'))),
    read('ranges', () => rangeRows(pool, span('ranges'))),
    read('settings', () => settingRows(pool, span('settings'))),
    read('corrections', () => mappingCorrections(pool, span('corrections'), replays)),
    read('corrections', () => bindingCorrections(pool, span('corrections'), replays)),
    read('corrections', () => rangeCorrections(pool, span('corrections'), replays)),
  ]);
  memory.learn(versions);
  memory.bind(bindings);
  memory.remember(told.filter((each) => !isUnheard(each)));
  memory.limit(ranges);
  memory.set(settings);
  memory.correctMappings(mapped);
  memory.correctBindings(bound);
  memory.correctRanges(limited);
  return now;
}
