import type { PipelineReport } from '@/contracts/pipeline';

/** So many records are on their way at any moment. */
const WORTH_TELLING = 1_000;

export const PART_NAMES: Readonly<Record<string, string>> = {
  kafka: 'Kafka',
  postgres: 'PostgreSQL',
  ingest: 'Ingest',
  decode: 'Decode',
  history: 'History',
  live: 'Live',
  search: 'Search',
  topics: 'Kafka topics',
  web: 'Pages',
};

export interface Verdict {
  readonly kind: 'ok' | 'warn' | 'crit';
  readonly words: string;
}

/** The state of the whole road in a few words. */
export function verdictOf(report: PipelineReport): Verdict {
  const away = report.parts.filter(({ ready }) => !ready).map(({ name }) => name);
  const servers = away.filter((name) => name === 'kafka' || name === 'postgres').map(nameOf);
  if (servers.length > 0)
    return { kind: 'crit', words: `${servers.join(' and ')} ${servers.length > 1 ? 'are' : 'is'} away` };
  if (away.length > 0) return { kind: 'warn', words: `${away.map(nameOf).join(', ')} not ready` };
  const behind = Math.max(report.decode.behind, report.history.behind, report.live.behind);
  if (behind > WORTH_TELLING) return { kind: 'warn', words: 'catching up' };
  return { kind: 'ok', words: 'nothing lost, nothing stuck' };
}

export function nameOf(part: string): string {
  return PART_NAMES[part] ?? part;
}

/** Does what came in equal what became of it? By how many it differs: messages that were counted while the report was made. */
export function missingAt({
  received,
  appended,
  joined,
  refused,
  shed,
  inFlight,
}: PipelineReport['door']): number {
  return received - appended - joined - refused - shed - inFlight;
}
