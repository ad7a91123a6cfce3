import type { PoolClient } from 'pg';
import type { Measure } from '@/contracts/reading';
import type { DeviceHeard, Message } from './decode-message';
import { storable } from './families/json-object';

/** Whoever invents devices must not make the table grow for ever. */
const MOST_DEVICES = 5_000;
const MOST_MEASURES = 40;
/** Of a name that a device gives itself or one of its values. */
const MOST_LETTERS = 120;
/** A device that feeds a sensor is seen on the sensor's page: here it suffices to know that it lives. */
const BOUND_EVERY_MS = 10_000;

interface AnnouncedSeries {
  readonly quantity: string;
  readonly channel: string | null;
}

/** A device in a batch: what its messages said of it, taken together. */
export interface HeardInBatch extends Omit<DeviceHeard, 'stamp' | 'measures'> {
  readonly measures: Map<string, Measure>;
  /** What it said that it will measure. */
  readonly announced?: ReadonlyMap<string, AnnouncedSeries>;
  topic: string;
  atMs: number;
}

/** Takes together what was heard, a row a device; `before` goes on in it. */
export function together(
  before: HeardInBatch | undefined,
  heard: DeviceHeard,
  { topic, atMs }: { readonly topic: string; readonly atMs: number },
): HeardInBatch {
  const measures = before?.measures ?? new Map<string, Measure>();
  for (const measure of heard.measures) {
    if (measures.size < MOST_MEASURES) measures.set(`${measure.quantity}:${measure.channel ?? ''}`, measure);
  }
  if (before !== undefined && saysTheSame(before, heard)) {
    before.atMs = atMs;
    if (heard.measures.length > 0) before.topic = topic;
    return before;
  }
  const { stamp: _, ...device } = heard;
  // A topic that brings values says more of the device than its last will does.
  const sample = heard.measures.length > 0 || before === undefined ? topic : before.topic;
  return { ...before, ...device, measures, topic: sample, atMs };
}

/** Mostly a device says nothing new of itself. */
function saysTheSame(
  before: HeardInBatch,
  { name, model, firmware, availability, bound }: DeviceHeard,
): boolean {
  const isSame = (said: string | undefined, known: string | undefined) =>
    said === undefined || said === known;
  return (
    bound === before.bound &&
    isSame(name, before.name) &&
    isSame(model, before.model) &&
    isSame(firmware, before.firmware) &&
    isSame(availability, before.availability)
  );
}

/** Remembers what a message announced of the devices that it told of. */
export function addAnnounced(
  { heard, discovered }: Pick<Message, 'heard' | 'discovered'>,
  into: Map<string, HeardInBatch>,
): void {
  if (discovered.length === 0) return;
  const names = new Map(heard.map(({ family, key }) => [key, `${family}\n${key}`]));
  for (const series of discovered) {
    if ('removed' in series) continue;
    const { device: of, stateTopic, quantity } = series;
    const channel = wordOf(series.channel ?? undefined, MOST_LETTERS);
    const name =
      names.get(of) ?? names.get(stateTopic) ?? (names.size === 1 ? [...names.values()][0] : undefined);
    const device = name === undefined ? undefined : into.get(name);
    if (name === undefined || device === undefined) continue;
    const announced = new Map(device.announced);
    if (announced.size < MOST_MEASURES) announced.set(`${quantity}:${channel ?? ''}`, { quantity, channel });
    into.set(name, { ...device, announced });
  }
}

/** Picks the devices of a batch that are worth a statement. */
export interface DevicesToStore {
  pick(devices: Iterable<HeardInBatch>): readonly HeardInBatch[];
  stored(devices: readonly HeardInBatch[]): void;
}

export function createDevicesToStore(): DevicesToStore {
  const known = new Map<string, { readonly said: string; readonly atMs: number }>();
  return {
    pick: (devices) =>
      [...devices].filter((device) => {
        const before = known.get(nameOf(device));
        if (!device.bound || before === undefined || before.said !== saidOf(device)) return true;
        return Math.abs(device.atMs - before.atMs) >= BOUND_EVERY_MS;
      }),
    stored: (devices) => {
      for (const device of devices) {
        known.set(nameOf(device), { said: saidOf(device), atMs: device.atMs });
        if (known.size > MOST_DEVICES) known.delete(known.keys().next().value ?? '');
      }
    },
  };
}

function nameOf({ family, key }: HeardInBatch): string {
  return `${family}\n${key}`;
}

function saidOf({ bound, name, model, firmware, availability, announced }: HeardInBatch): string {
  return [bound, name, model, firmware, availability, ...(announced?.keys() ?? [])].join('\n');
}

/** Writes devices heard. What an older message says of one doesn't take the place of what a newer one said. */
export async function storeDevices(client: PoolClient, heard: readonly HeardInBatch[]): Promise<void> {
  if (heard.length === 0) return;
  await client.query(STORE, [
    heard.map(({ family }) => family),
    heard.map(({ key }) => key),
    heard.map(({ name }) => wordOf(name, MOST_LETTERS)),
    heard.map(({ model }) => wordOf(model, MOST_LETTERS)),
    heard.map(({ firmware }) => wordOf(firmware, 80)),
    heard.map(({ availability }) => availability ?? null),
    heard.map(({ topic }) => topic),
    heard.map(({ atMs }) => atMs),
    heard.map(({ measures }) => JSON.stringify([...measures.values()])),
    MOST_DEVICES,
    MOST_MEASURES,
    heard.map(({ announced }) => JSON.stringify([...(announced?.values() ?? [])])),
  ]);
}

/** What a device calls itself, as PostgreSQL can keep it. */
function wordOf(said: string | undefined, longest: number): string | null {
  return said === undefined ? null : storable(said.slice(0, longest));
}

const STORE = `
  INSERT INTO device AS known
    (family, natural_key, name, model, firmware, availability, sample_topic, first_heard, last_heard, measures,
     announced)
  SELECT heard.family, key, name, model, firmware, availability, topic, at, at, measures, announced
  FROM (SELECT *, to_timestamp(at_ms / 1000.0) AS at
        FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::float8[],
                    $9::jsonb[], $12::jsonb[])
          AS heard (family, key, name, model, firmware, availability, topic, at_ms, measures, announced)) AS heard
  WHERE EXISTS (SELECT FROM device WHERE device.family = heard.family AND natural_key = key)
     OR (SELECT count(*) FROM device) < $10
  -- In one order for all writers, or two partitions could wait for each other's rows.
  ORDER BY heard.family, key
  ON CONFLICT (family, natural_key) DO UPDATE SET
    name = coalesce(excluded.name, known.name), model = coalesce(excluded.model, known.model),
    firmware = coalesce(excluded.firmware, known.firmware),
    first_heard = least(known.first_heard, excluded.first_heard),
    last_heard = greatest(known.last_heard, excluded.last_heard),
    availability = CASE WHEN known.last_heard > excluded.last_heard THEN known.availability
                        ELSE coalesce(excluded.availability, known.availability) END,
    sample_topic = CASE WHEN known.last_heard > excluded.last_heard OR excluded.measures = '[]'
                        THEN coalesce(known.sample_topic, excluded.sample_topic) ELSE excluded.sample_topic END,
    announced = CASE
      WHEN excluded.announced = '[]' OR excluded.announced = known.announced THEN known.announced
      ELSE (SELECT jsonb_agg(series) FROM (
        SELECT series FROM jsonb_array_elements(excluded.announced || known.announced) WITH ORDINALITY AS all_series (series, place)
        GROUP BY series ORDER BY min(place) LIMIT $11) AS newest) END,
    measures = CASE
      WHEN known.last_heard > excluded.last_heard OR excluded.measures = '[]' THEN known.measures
      ELSE (SELECT coalesce(jsonb_agg(measure ORDER BY place), '[]') FROM (
        SELECT DISTINCT ON (measure ->> 'quantity', measure ->> 'channel') measure, place
        FROM (SELECT measure, place FROM jsonb_array_elements(excluded.measures) WITH ORDINALITY AS new (measure, place)
              UNION ALL
              SELECT measure, 1000 + place
              FROM jsonb_array_elements(known.measures) WITH ORDINALITY AS old (measure, place)) AS all_measures
        ORDER BY measure ->> 'quantity', measure ->> 'channel', place LIMIT $11) AS newest) END`;
