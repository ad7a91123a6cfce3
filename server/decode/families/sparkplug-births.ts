import { isObject, own } from './json-object';
import type { Metric } from './sparkplug-payload';

/** A metric as a birth describes it. */
export interface Born {
  readonly name: string;
  readonly unit?: string;
  readonly datatype?: number;
}

/** What a birth teaches about later data, as it is remembered. */
export interface Birth {
  readonly byName: Readonly<Record<string, Born>>;
  /** More metrics than are remembered: what is not among them may still be known to the node. */
  readonly isCut?: true;
  /** Alias → name, of controls too. */
  readonly aliases: Readonly<Record<string, string>>;
}

const MOST_METRICS = 1000;
const SESSION = 'bdSeq';
const NO_MEASUREMENT = /^(?:bdSeq$|Node Control\/|Device Control\/|Properties\/)/;

/** Whether a metric is of the node itself: what it is and what it can be told to do. */
export function isNoMeasurement(name: string): boolean {
  return NO_MEASUREMENT.test(name);
}

export function birthOf(metrics: readonly Metric[]): Birth {
  const described = metrics.filter(({ name }) => name !== undefined);
  const named = described
    .slice(0, MOST_METRICS)
    .flatMap(({ name, alias, unit, datatype }) =>
      name === undefined
        ? []
        : [{ alias, born: { name, ...(unit && { unit }), ...(datatype && { datatype }) } }],
    );
  return {
    ...(described.length > MOST_METRICS && { isCut: true as const }),
    byName: Object.fromEntries(
      named.filter(({ born }) => !isNoMeasurement(born.name)).map(({ born }) => [born.name, born]),
    ),
    aliases: Object.fromEntries(
      named.flatMap(({ alias, born }) => (alias === undefined ? [] : [[alias, born.name]])),
    ),
  };
}

/** Which session of a node a birth begins, or a last will ends: a number that each birth raises. */
export function sessionIn(metrics: readonly Metric[]): string | undefined {
  const session = metrics.find(({ name }) => name === SESSION)?.value;
  return session === undefined ? undefined : String(session);
}

/** What the birth said of a metric that carries a name or an alias alone. */
export function metricBorn({ name, alias }: Metric, birth: Birth | undefined): Born | undefined {
  if (birth === undefined) return undefined;
  const called = name ?? (alias === undefined ? undefined : own(birth.aliases, alias));
  const born = typeof called === 'string' ? own(birth.byName, called) : undefined;
  // Written by `birthOf` alone.
  return isObject(born) ? (born as unknown as Born) : undefined;
}

/** Whether data speaks of what the birth has not described: an alias that it gave to nothing. */
export function isBeyond(metrics: readonly Metric[], birth: Birth | undefined): boolean {
  if (birth === undefined) return true;
  if (birth.isCut) return false;
  return metrics.some(
    ({ name, alias }) => name === undefined && alias !== undefined && !Object.hasOwn(birth.aliases, alias),
  );
}
