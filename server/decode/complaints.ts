import type { Logger } from 'pino';
import type { Metrics } from '@/server/metrics';
import type { UnreadableVersion } from './mapping-history';

/** What somebody should know of: counted each time, and written to the log the first time. */
export interface Complaints {
  /** `faults`: what decoders threw, by their names. `turnedAway`: how much found no room, by family. */
  about(faults: ReadonlyMap<string, unknown>, turnedAway: ReadonlyMap<string, number>): void;
  aboutVersions(unreadable: readonly UnreadableVersion[]): void;
}

export function createComplaints(
  log: Pick<Logger, 'error' | 'warn' | 'info'>,
  metrics: Pick<Metrics, 'knowledgeTurnedAway'>,
): Complaints {
  const said = new Set<string>();
  const once = (what: string, say: () => void) => {
    if (!said.has(what)) say();
    said.add(what);
  };
  return {
    about: (faults, turnedAway) => {
      for (const [by, error] of faults)
        once(`fault ${by}`, () =>
          log.error({ by, err: error }, 'a decoder failed: its message is set aside'),
        );
      for (const [family, count] of turnedAway) {
        metrics.knowledgeTurnedAway.inc({ family }, count);
        once(`room ${family}`, () =>
          log.warn({ family }, 'too many devices described themselves: no more is remembered'),
        );
      }
    },
    aboutVersions: (unreadable) => {
      for (const { mappingId: mapping, version, problem, isNewest } of unreadable)
        once(`version ${mapping}@${version}`, () => {
          const about = { mapping, version, problem };
          if (isNewest) log.error(about, 'a mapping can’t be read: it gives nothing');
          else log.info(about, 'a former version of a mapping can’t be read: its past gives nothing');
        });
    },
  };
}
