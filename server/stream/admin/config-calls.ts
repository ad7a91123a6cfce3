import { ByteReader } from '../byte-reader';
import { ByteWriter } from '../byte-writer';
import { NONE, UNKNOWN_TOPIC_OR_PARTITION } from '../error-codes';
import type { Call } from '../wire';
import { throwRefusal } from './refused';

const DESCRIBE_CONFIGS = { apiKey: 32, apiVersion: 4, apiName: 'DescribeConfigs' };
const INCREMENTAL_ALTER_CONFIGS = { apiKey: 44, apiVersion: 1, apiName: 'IncrementalAlterConfigs' };
const TOPIC = 2;
const TOPIC_OVERRIDE = 1;
const SET = 0;
const DELETE = 1;

const TYPES = [
  'unknown',
  'boolean',
  'string',
  'int',
  'short',
  'long',
  'double',
  'list',
  'class',
  'password',
] as const;

/** One setting of a topic, as the broker reports it. */
export interface TopicConfig {
  readonly name: string;
  /** Null for a sensitive one: Kafka doesn't tell it. */
  readonly value: string | null;
  /** Set on the topic itself. */
  readonly isOverride: boolean;
  readonly isReadOnly: boolean;
  readonly isSensitive: boolean;
  readonly type: (typeof TYPES)[number];
  /** What it would be without an override; undefined where Kafka doesn't say. */
  readonly fallback: string | undefined;
  /** Kafka's own words, when they were asked for. */
  readonly documentation: string | null;
}

/** Settings by topic; a topic that doesn't exist is left out. `details`: fall-backs and documentation too. */
export function describeConfigsCall(
  topics: readonly string[],
  details: boolean,
): Call<ReadonlyMap<string, readonly TopicConfig[]>> {
  const body = new ByteWriter(64 * topics.length + 64).noTags();
  body.compactArray(topics, (to, topic) => to.int8(TOPIC).compactString(topic).compactNull().noTags());
  body.boolean(details).boolean(details).noTags();
  return { ...DESCRIBE_CONFIGS, body: body.written(), read: readConfigs };
}

function readConfigs(payload: Buffer): ReadonlyMap<string, readonly TopicConfig[]> {
  const described = new ByteReader(payload)
    .skipTags()
    .skip(4)
    .compactArray((entry) => {
      const error = entry.int16();
      const told = entry.compactString();
      const topic = entry.skip(1).compactString() ?? '';
      if (error !== UNKNOWN_TOPIC_OR_PARTITION) throwRefusal(`reading the settings of ${topic}`, error, told);
      const configs = entry.compactArray(readConfig);
      entry.skipTags();
      return { topic, configs, exists: error === NONE };
    });
  return new Map(described.filter(({ exists }) => exists).map(({ topic, configs }) => [topic, configs]));
}

function readConfig(from: ByteReader): TopicConfig {
  const name = from.compactString() ?? '';
  const value = from.compactString();
  const isReadOnly = from.boolean();
  const source = from.int8();
  const isSensitive = from.boolean();
  const synonyms = from.compactArray(readSynonym);
  const type = TYPES[from.int8()] ?? 'unknown';
  const documentation = from.compactString();
  from.skipTags();
  const isOverride = source === TOPIC_OVERRIDE;
  const fallback = isOverride ? fallbackOf(name, synonyms) : (value ?? undefined);
  return { name, value, isOverride, isReadOnly, isSensitive, type, fallback, documentation };
}

interface Synonym {
  readonly name: string;
  readonly value: string | null;
  readonly source: number;
}

function readSynonym(from: ByteReader): Synonym {
  const synonym = { name: from.compactString() ?? '', value: from.compactString(), source: from.int8() };
  from.skipTags();
  return synonym;
}

/** Undefined where Kafka tells no synonym, or one that may count in other units: `log.retention.hours`. */
function fallbackOf(name: string, synonyms: readonly Synonym[]): string | undefined {
  const next = synonyms.find(({ source, value }) => source !== TOPIC_OVERRIDE && value !== null);
  if (next === undefined || (name.endsWith('.ms') && !next.name.endsWith('.ms'))) return undefined;
  return next.value ?? undefined;
}

/**
 * Sets these overrides of a topic; undefined removes one. No other override is touched, whoever changes it meanwhile. Throws
 * `RefusedByKafka` where Kafka doesn't take them.
 */
export function alterConfigsCall(
  topic: string,
  changes: ReadonlyMap<string, string | undefined>,
  isCheckOnly: boolean,
): Call<void> {
  const body = new ByteWriter().noTags().compactLength(1).int8(TOPIC).compactString(topic);
  body.compactArray([...changes], (to, [name, value]) => {
    to.compactString(name).int8(value === undefined ? DELETE : SET);
    (value === undefined ? to.compactNull() : to.compactString(value)).noTags();
  });
  body.noTags().boolean(isCheckOnly).noTags();
  return {
    ...INCREMENTAL_ALTER_CONFIGS,
    body: body.written(),
    read: (payload) => {
      new ByteReader(payload)
        .skipTags()
        .skip(4)
        .compactArray((entry) => {
          throwRefusal(`changing the settings of ${topic}`, entry.int16(), entry.compactString());
          entry.skip(1).compactString();
          entry.skipTags();
        });
    },
  };
}
