import type { Case, Expected, Outcome } from './case';

type Given = Outcome['readings'][number];

export interface Score {
  /** What differs, by the case's id; a case that is right isn't in it. */
  readonly wrong: ReadonlyMap<string, readonly string[]>;
  /** By family. */
  readonly totals: ReadonlyMap<string, { readonly right: number; readonly all: number }>;
}

/** A case with what it came to. */
export interface Decoded {
  readonly given: Case;
  readonly outcome: Outcome;
}

/** Holds what came of each case against what it expects. */
export function scoreOf(cases: readonly Decoded[]): Score {
  const listed = new Set(cases.flatMap(({ given }) => given.expected.map(({ quantity }) => quantity)));
  const wrong = new Map<string, readonly string[]>();
  const totals = new Map<string, { right: number; all: number }>();
  for (const { given, outcome } of cases) {
    const lines = differences(given, outcome, listed);
    if (lines.length > 0)
      wrong.set(given.id, outcome.issue === null ? lines : [...lines, `issue: ${outcome.issue}`]);
    const total = totals.get(given.family) ?? { right: 0, all: 0 };
    totals.set(given.family, { right: total.right + (lines.length === 0 ? 1 : 0), all: total.all + 1 });
  }
  return { wrong, totals };
}

/** A line a family, and one for all. */
export function totalsInWords(totals: Score['totals']): string {
  const all = [...totals.values()].reduce(
    (sum, each) => ({ right: sum.right + each.right, all: sum.all + each.all }),
    { right: 0, all: 0 },
  );
  return [...totals, ['all', all] as const]
    .map(([family, total]) => `${family.padEnd(14)} ${total.right} of ${total.all}\n`)
    .join('');
}

/** What differs between what was expected and what came, a sentence each; none when the case is right. */
export function differences(given: Case, outcome: Outcome, listed: ReadonlySet<string>): string[] {
  const open = [...outcome.readings];
  const missing: Expected[] = [];
  for (const wanted of given.expected) {
    const index = open.findIndex((reading) => isSame(reading, wanted));
    if (index >= 0) open.splice(index, 1);
    else if (!wanted.optional) missing.push(wanted);
  }
  const extra = open.filter(
    (reading) => listed.has(reading.quantity) && !given.acceptable.some((wanted) => isSame(reading, wanted)),
  );
  const { availability, discovery } = outcome;
  return [
    ...missing.map((wanted) => `missing  ${shown(wanted)}`),
    ...extra.map((reading) => `too much ${shown(reading)}`),
    ...(availability === given.expectedAvailability
      ? []
      : [`availability is ${availability}, not ${given.expectedAvailability}`]),
    ...given.expectedDiscovery
      .filter((wanted) => !discovery.some((found) => holds(found, wanted)))
      .map((wanted) => `not discovered ${JSON.stringify(wanted)}`),
  ];
}

function isSame(reading: Given, wanted: Expected): boolean {
  if (reading.quantity !== wanted.quantity || reading.channel !== wanted.channel) return false;
  if (reading.time !== wanted.time || reading.unit !== (wanted.unit ?? '')) return false;
  const tolerance = wanted.value === 0 ? 1e-9 : Math.abs(wanted.value) * 1e-6;
  return Math.abs(reading.value - wanted.value) <= tolerance;
}

function holds(found: object, wanted: Readonly<Record<string, unknown>>): boolean {
  const has = found as Readonly<Record<string, unknown>>;
  return Object.entries(wanted).every(([key, value]) => JSON.stringify(has[key]) === JSON.stringify(value));
}

function shown({ quantity, channel, value, unit, time }: Given | Expected): string {
  return `${quantity}${channel === null ? '' : ` (${channel})`} = ${value} ${unit ?? ''} at ${time ?? 'receipt'}`;
}
