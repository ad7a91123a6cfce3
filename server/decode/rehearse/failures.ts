import type { FailedSample, FailureCode, FailureGroup } from '@/contracts/mapping-rehearsal';

const MOST_GROUPS = 20;
const MOST_SAMPLES = 5;

/** Why one message failed. */
export interface Failure {
  readonly code: FailureCode;
  readonly reading: number | null;
  readonly detail: string;
}

/** Messages that failed, by reason. Bounded: reasons beyond twenty are counted together. */
export interface Failures {
  add(failure: Failure, sample: () => Omit<FailedSample, 'detail'>): void;
  readonly groups: readonly FailureGroup[];
  readonly otherwise: number;
}

interface Group extends FailureGroup {
  count: number;
  readonly samples: FailedSample[];
}

export function createFailures(): Failures {
  const groups = new Map<string, Group>();
  let otherwise = 0;

  function groupOf({ code, reading }: Failure): Group | undefined {
    const key = `${code} ${reading}`;
    const known = groups.get(key);
    if (known !== undefined || groups.size >= MOST_GROUPS) return known;
    const made = { code, reading, count: 0, samples: [] };
    groups.set(key, made);
    return made;
  }

  return {
    add: (failure, sample) => {
      const group = groupOf(failure);
      if (group === undefined) {
        otherwise += 1;
        return;
      }
      group.count += 1;
      if (group.samples.length < MOST_SAMPLES) group.samples.push({ ...sample(), detail: failure.detail });
    },
    get groups() {
      return [...groups.values()].sort((one, other) => other.count - one.count);
    },
    get otherwise() {
      return otherwise;
    },
  };
}
