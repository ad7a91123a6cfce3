import { pointerTokens, toPointer } from '@/contracts/json-pointer';
import type { MappingSample } from '@/contracts/mapping-preview';
import { levelNames } from '@/contracts/topic-filter';
import type { Draft, ReadingDraft } from './draft';
import { placeText } from './sample-places';

const LONGEST = 120;
/** The first of these that a reading has says its channel. */
const CHANNEL_RULES = [
  'channelFromPath',
  'channelFromIndex',
  'channelFromGroup',
  'channelFromTopic',
  'channel',
] as const;

type Readings = Pick<Draft, 'format' | 'readings'>;

/** Another reading of the draft that gives the same series: of both only the one that stands first counts. */
export function rivalOf({ readings }: Readings, reading: ReadingDraft): ReadingDraft | undefined {
  return readings.find((other) => other.key !== reading.key && seriesOf(other) === seriesOf(reading));
}

/** What tells a reading apart from others of its quantity: the part of its place that none of them has. */
export function channelFor({ format, readings }: Readings, reading: ReadingDraft): string | undefined {
  const others = readings.filter(({ key, quantity }) => key !== reading.key && quantity === reading.quantity);
  const theirs = new Set(others.flatMap(({ typed }) => partsOf(format, typed)));
  const taken = new Set(others.map(({ typed }) => typed.channel));
  const parts = partsOf(format, reading.typed);
  const own = parts.toReversed().filter((part) => !theirs.has(part));
  return [...own, parts.join(' ')]
    .map((name) => name.slice(0, LONGEST))
    .find((name) => name !== '' && !taken.has(name));
}

/** A reading that others of its quantity stand beside, with a channel of its own; as it is where it has one or needs none. */
export function toldApart(draft: Readings, reading: ReadingDraft): ReadingDraft {
  if (rivalOf(draft, reading) === undefined) return reading;
  const channel = channelFor(draft, reading);
  if (channel === undefined) return reading;
  return { ...reading, typed: { ...reading.typed, channel }, isChannelProposed: true };
}

/** A reading without the channel that was proposed for it, if one was. */
export function withoutProposal({ isChannelProposed = false, ...reading }: ReadingDraft): ReadingDraft {
  if (!isChannelProposed) return reading;
  const { channel: _, ...typed } = reading.typed;
  return { ...reading, typed };
}

/** The topics whose messages all give one series by the reading at a place, and the level that could tell them apart. */
export interface SharedSeries {
  readonly topics: number;
  /** Its name, or its place from 0. */
  readonly level: string;
}

/** Undefined where one topic alone gives it, each has a sensor of its own, or no level differs. */
export function sharedSeries(
  { topic, owner }: Pick<Draft, 'topic' | 'owner'>,
  samples: readonly MappingSample[],
  place: number,
): SharedSeries | undefined {
  if (owner.sensorFrom !== '') return undefined;
  const bySeries = new Map<string, Set<string>>();
  for (const sample of samples) {
    const tried = sample.now !== null && 'readings' in sample.now ? sample.now.readings[place] : undefined;
    if (tried === undefined || 'problem' in tried) continue;
    const key = JSON.stringify(tried.channel);
    bySeries.set(key, (bySeries.get(key) ?? new Set()).add(sample.topic));
  }
  for (const topics of bySeries.values()) {
    const level = levelApart(topic, [...topics]);
    if (level !== undefined) return { topics: topics.size, level };
  }
  return undefined;
}

/** The level of a filter whose texts differ the most, the first of several. */
function levelApart(filter: string, topics: readonly string[]): string | undefined {
  const texts = topics.map((topic) => topic.split('/'));
  const [most] = levelNames(filter)
    .map((name, place) => ({
      level: name ?? String(place),
      different: new Set(texts.map((levels) => levels[place])).size,
    }))
    .toSorted((one, other) => other.different - one.different);
  return most !== undefined && most.different > 1 ? most.level : undefined;
}

function seriesOf({ quantity, typed }: ReadingDraft): string {
  const rule = CHANNEL_RULES.find((name) => (typed[name] ?? '').trim() !== '');
  return JSON.stringify([quantity, rule, rule && typed[rule]?.trim()]);
}

function partsOf(format: Draft['format'], typed: ReadingDraft['typed']): readonly string[] {
  if (format === 'json') return pointerTokens(toPointer(typed.path ?? '') ?? '');
  // The one value of a message has no place that could tell it apart.
  if (format === 'number' || format === 'bool') return [];
  const where = placeText(format, typed);
  return where === '' ? [] : [where];
}
