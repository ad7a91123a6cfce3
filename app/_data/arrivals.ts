import 'server-only';
import { z } from 'zod';
import {
  type Arrival,
  type ArrivalProgress,
  type ArrivedMessage,
  FAMILY_IDS,
  familyOf,
  type TaughtReading,
} from '@/contracts/arrival';
import type { Broker, Credentials } from '@/contracts/device-login';
import type { Outcome } from '@/contracts/registry';
import * as commands from '@/server/arrivals/commands';
import * as queries from '@/server/arrivals/queries';
import { previewMapping, readMapping, readMappings } from '@/server/decode/queries';
import { sensorSummary } from '@/server/history/queries';
import { handedToPages } from '@/server/web/queries';
import { actor, whoMay } from './asking';
import { database } from './database';
import { home } from './home';
import { rotateLogin } from './logins';
import { saveMapping } from './mappings';
import * as registry from './registry';

const Text = z.string().max(10_000).catch('');
const Wish = z.object({
  family: z.enum(FAMILY_IDS).catch('other'),
  name: Text.transform((text) => text.trim()),
  room: Text.transform((text) => text.trim() || null),
  own: Text.transform((text) => text.trim()),
});
const MOST_TOPIC = 1_000;

export async function broker(): Promise<Broker> {
  await whoMay('run');
  return brokerNow();
}

function brokerNow(): Broker {
  const { brokerAddresses, deviceTrust } = handedToPages();
  return { ...brokerAddresses(), trust: deviceTrust() };
}

export async function arrivals(): Promise<readonly Arrival[]> {
  await whoMay('run');
  return queries.readArrivals(database());
}

export async function arrival(user: string): Promise<Arrival | undefined> {
  await whoMay('run');
  return queries.findArrival(database(), Text.parse(user));
}

/** What a phone at the bench is shown by the address of its QR code; undefined: it is no longer valid. Whoever has it may look. */
export async function onPhone(token: string): Promise<{ arrival: Arrival; broker: Broker } | undefined> {
  const shown = await queries.arrivalOnPhone(database(), Text.parse(token));
  return shown && { arrival: shown, broker: brokerNow() };
}

/** How far it has come; asking says that somebody looks. */
export async function progress(user: string): Promise<ArrivalProgress | undefined> {
  const found = await arrival(user);
  if (found === undefined) return undefined;
  const [events, summary, taught, heard] = await Promise.all([
    queries.watchEvents(database(), found),
    found.sensor && sensorSummary(database(), found.sensor.id, 'all'),
    found.sensor ? queries.taughtTopics(database(), found.sensor.id) : [],
    familyOf(found.family).kind === 'gateway' ? queries.heardBelow(database(), found.base) : 0,
  ]);
  return { now: Date.now(), events, series: summary?.sensor.series ?? [], taught, heard };
}

/** The newest message of a topic of its own, with what its mapping makes of it. */
export async function newestMessage(user: string, topic: string): Promise<ArrivedMessage> {
  const found = await arrival(user);
  if (found === undefined || !isBelow(found, topic)) return undefined;
  const parts = { log: handedToPages().log, database: database() };
  const draft = (await draftFor(found, topic))?.definition ?? { topic };
  const preview = await previewMapping(parts, { draft }, (await home()).timeZone);
  return preview.samples.find((message) => message.topic === topic);
}

function isBelow({ family, base }: Arrival, topic: string): boolean {
  return (
    topic.length <= MOST_TOPIC &&
    familyOf(family)
      .prefixes(base)
      .some((prefix) => topic === prefix || topic.startsWith(`${prefix}/`))
  );
}

async function draftFor(
  { sensor }: Arrival,
  topic: string,
): Promise<{ readonly id: number; readonly definition: { readonly topic: string } } | undefined> {
  const all = await readMappings(database());
  const own = all.find(
    ({ sensors, topic: filter }) => sensors.length === 1 && sensors[0]?.id === sensor?.id && filter === topic,
  );
  const definition = own && (await readMapping(database(), own.id))?.versions[0]?.definition;
  if (own === undefined || definition === undefined || definition === null) return undefined;
  return { id: own.id, definition: definition as { topic: string } };
}

/**
 * From the next message of the topic on these fields are readings of the sensor; what else its mapping says stays. Answers with
 * why not.
 */
export async function teachArrival(
  user: string,
  topic: string,
  readings: readonly TaughtReading[],
): Promise<string | undefined> {
  const found = await arrival(user);
  if (found?.sensor === undefined || !isBelow(found, topic))
    return 'This device isn’t being added any longer.';
  const isWhole = readings.every(({ path }) => path === undefined || path === '');
  const shape = isWhole
    ? { format: 'number', readings: readings.map(({ path: _, ...value }) => value) }
    : { format: 'json', readings };
  const own = await draftFor(found, topic);
  const definition = { ...own?.definition, topic, sensor: found.sensor.id, ...shape };
  const outcome = await saveMapping({ id: own?.id, definition });
  return 'errors' in outcome ? outcome.errors[0]?.message : undefined;
}

export async function beginArrival(wish: object): Promise<Outcome<Credentials>> {
  await whoMay('run');
  return commands.beginArrival(database(), handedToPages().dataDir, Wish.parse(wish), await actor());
}

/** Another password, for one that was not copied in time. */
export async function newPassword(user: string): Promise<Outcome<Credentials>> {
  return rotateLogin(user);
}

export async function phonePath(user: string): Promise<string | undefined> {
  await whoMay('run');
  const path = await commands.phonePath(database(), Text.parse(user));
  return path && `${handedToPages().publicUrl}${path}`;
}

export async function cancelArrival(user: string): Promise<Outcome<null>> {
  await whoMay('run');
  return commands.cancelArrival(database(), Text.parse(user), await actor());
}

/** Saves what the form says of its sensor, and is done. */
export async function finishArrival(
  user: string,
  form: FormData,
): Promise<Outcome<{ sensorId: string | undefined }>> {
  await whoMay('run');
  const found = await arrival(user);
  if (found?.sensor !== undefined) {
    const saved = await registry.editSensor(found.sensor.id, form);
    if ('refused' in saved) return saved;
  }
  const finished = await commands.finishArrival(database(), Text.parse(user), await actor());
  return 'refused' in finished ? finished : { done: { sensorId: finished.done.sensor?.id } };
}
