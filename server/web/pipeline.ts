import type { DeadLetterCode } from '@/contracts/dead-letter';
import type { PartState, PipelineReport } from '@/contracts/pipeline';
import type { Context, Running } from '@/server/context';
import type { Metrics } from '@/server/metrics';
import type { LogReader } from '@/server/stream/log-reader';
import { type Counts, hopTimes, rateOf, readCounts, totalOf } from './moving-counts';
import { type ServersSeen, ServersWatch } from './servers-seen';

const LOOK_EVERY_MS = 5_000;
const RATE_LOOKS = 12;
const KEPT_LOOKS = 120;

/** How the road from a sensor to a page is, as this process sees it. */
export interface PipelineWatch extends Running {
  report(): Promise<PipelineReport>;
}

export async function startPipelineWatch(context: Context, reader: LogReader): Promise<PipelineWatch> {
  const { metrics, health } = context;
  const servers = new ServersWatch(context, reader);
  const since = Date.now();
  const looks: Counts[] = [await readCounts(metrics, since)];
  const look = async () => {
    looks.push(await readCounts(metrics, Date.now()));
    if (looks.length > KEPT_LOOKS) looks.shift();
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  timer.unref();
  return {
    report: async () => {
      const seen = await servers.look();
      const now = await readCounts(metrics, Date.now());
      const from = looks.at(-RATE_LOOKS) ?? looks[0];
      return {
        serverTime: now.atMs,
        since,
        parts: partsOf(health.report().roles, seen),
        ...(await countsOf(metrics, from, now)),
        hops: hopTimes(looks[0], now),
        refusals: await refusalsOf(metrics),
        log: seen.log,
        versions: seen.versions,
      };
    },
    stop: async () => clearInterval(timer),
  };
}

/** Servers of one's own speak through Hearth's questions alone. */
function partsOf(
  roles: Readonly<Record<string, { readonly ready: boolean; readonly reason?: string }>>,
  { log, databaseProblem }: ServersSeen,
): readonly PartState[] {
  const asked = { kafka: log.problem, postgres: databaseProblem };
  const parts = Object.entries(roles).map(([name, state]) => ({ name, ...state }));
  const servers = Object.entries(asked).map(([name, problem]): PartState => {
    const own = parts.find((part) => part.name === name);
    if (own?.ready === false) return own;
    return problem === null ? { name, ready: true } : { name, ready: false, reason: problem };
  });
  return [...parts.filter(({ name }) => !(name in asked)), ...servers];
}

async function countsOf(
  metrics: Metrics,
  from: Counts | undefined,
  now: Counts,
): Promise<Pick<PipelineReport, 'door' | 'decode' | 'history' | 'live' | 'search'>> {
  const rate = (name: Parameters<typeof rateOf>[0]) => rateOf(name, from, now);
  const behind = await behindOf(metrics);
  const total = (name: keyof Metrics) => totalOf(metrics[name] as Metrics['mqttReceived']);
  return {
    door: {
      received: await total('mqttReceived'),
      appended: await total('rawAppended'),
      joined: await total('mqttJoined'),
      refused: await total('mqttRefused'),
      shed: await total('mqttShed'),
      inFlight: await total('mqttInFlight'),
      clients: await total('mqttClients'),
      perSecond: rate('received'),
    },
    decode: { perSecond: rate('decoded'), behind: behind('decode') },
    history: { perSecond: rate('stored'), behind: behind('history') },
    search: await searchOf(metrics, rate('searched'), behind('search')),
    live: { screens: await total('sockets'), framesPerSecond: rate('frames'), behind: behind('live') },
  };
}

/** A role that rests has no partitions to be behind in. */
async function searchOf(
  { consumerLag }: Metrics,
  perSecond: number,
  behind: number,
): Promise<PipelineReport['search']> {
  const { values } = await consumerLag.get();
  const isCarrying = values.some(({ labels }) => labels.group === 'hearth.search');
  return isCarrying ? { perSecond, behind } : null;
}

async function behindOf({ consumerLag }: Metrics): Promise<(role: string) => number> {
  const { values } = await consumerLag.get();
  return (role) =>
    values
      .filter(({ labels }) => labels.group === `hearth.${role}`)
      .reduce((sum, { value }) => sum + value, 0);
}

async function refusalsOf({ deadLetters }: Metrics): Promise<PipelineReport['refusals']> {
  const { values } = await deadLetters.get();
  return values
    .map(({ labels, value }) => ({
      code: labels.code as DeadLetterCode,
      stage: `${labels.stage ?? ''}`,
      count: value,
    }))
    .sort((one, other) => other.count - one.count);
}
