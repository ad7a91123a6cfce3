import 'server-only';
import { z } from 'zod';
import { DeviceName } from '@/contracts/device';
import {
  type Ignored,
  type InboxDetail,
  type InboxPage,
  type PastPreview,
  SHAPE_KINDS,
} from '@/contracts/inbox';
import { mayDo } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import { MOST_TAUGHT } from '@/contracts/teaching';
import * as commands from '@/server/decode/commands';
import * as queries from '@/server/decode/queries';
import { MOST_NAME } from '@/server/registry/commands';
import * as teaching from '@/server/teaching/commands';
import { recentTeachings } from '@/server/teaching/queries';
import { handedToPages } from '@/server/web/queries';
import { actor, recorded, whoMay } from './asking';
import { database } from './database';
import { home } from './home';
import { createKept, type Kept } from './kept';

/** How many kinds of messages nobody has explained; none for those who could do nothing about it. */
export async function topicsHeard(): Promise<number> {
  const { role } = await whoMay('look');
  return mayDo(role, 'run') ? countOf(await groups()) : 0;
}

export async function inboxCount(): Promise<{ readonly count: number }> {
  await whoMay('run');
  return { count: countOf(await groups()) };
}

const KEPT_MS = 4_000;
const KEY = Symbol.for('hearth.pages.inbox');
type Held = { [KEY]?: Kept<queries.InboxGroups> };

/** Of devices that something is done to at once. */
const MOST_WRITTEN_DOWN = 10;

const Search = z.string().max(200).default('');

export async function inbox(search: unknown = ''): Promise<InboxPage> {
  await whoMay('run');
  const [list, taught] = await Promise.all([
    queries.readInbox(await reading(), Search.parse(search).trim()),
    recentTeachings(database()),
  ]);
  return { ...list, taught };
}

const Asked = z.object({
  id: z.string().max(40),
  search: Search,
  skip: z.coerce.number().int().min(0).max(100_000).default(0),
});

export async function inboxGroup(asked: object): Promise<InboxDetail | undefined> {
  await whoMay('run');
  return queries.readInboxGroup(await reading(), Asked.parse(asked));
}

export async function ignored(): Promise<readonly Ignored[]> {
  await whoMay('run');
  return queries.readIgnored(database());
}

const ToIgnore = z.union([
  z.object({ pattern: z.string().min(1).max(300), kind: z.enum(SHAPE_KINDS) }),
  z.object({
    devices: z
      .array(DeviceName.extend({ name: z.string().max(300) }))
      .min(1)
      .max(5_000),
  }),
]);

export async function ignore(what: object): Promise<Outcome<null>> {
  const given = ToIgnore.parse(what);
  const { who } = await actor();
  const event =
    'pattern' in given ? { subject: given.pattern, detail: { after: given } } : ofMany(given.devices);
  return changed({ action: 'inbox ignored', ...event }, () => commands.ignore(database(), given, who));
}

export function ignoreNoMore(id: number): Promise<Outcome<null>> {
  const event = { action: 'inbox asked again', subject: `${id}` };
  return changed(event, () => commands.ignoreNoMore(database(), z.number().int().parse(id)));
}

const Sensor = z.union([
  z.object({ id: z.string().min(1).max(64) }),
  z.object({ name: z.string().max(200), room: z.string().max(200).nullable() }),
]);
const Topic = z.string().min(1).max(256);
const TeachWish = z.object({
  definition: z.record(z.string(), z.unknown()),
  sources: z
    .array(z.object({ topic: Topic, value: z.string().max(256).nullable(), sensor: Sensor }))
    .min(1)
    .max(MOST_TAUGHT),
});
const BindWish = z.object({
  devices: z
    .array(DeviceName.extend({ sensor: Sensor }))
    .min(1)
    .max(MOST_TAUGHT),
});

/** Makes one mapping and its sensors, and brings the past along. */
export async function teach(wish: object): Promise<Outcome<{ readonly id: number }>> {
  const given = TeachWish.parse(wish);
  const { who } = await actor();
  const subject = String(given.definition.topic ?? '').slice(0, 240);
  return changed({ action: 'inbox taught', subject, detail: { after: given } }, () =>
    teaching.teach(database(), given, who),
  );
}

/** Makes sensors of devices, and brings the past along. */
export async function bind(wish: object): Promise<Outcome<{ readonly id: number }>> {
  const given = BindWish.parse(wish);
  const { who } = await actor();
  const subject = `${given.devices.length} devices`;
  return changed({ action: 'devices added', subject, detail: { after: given } }, () =>
    teaching.bindDevices(database(), given, who),
  );
}

/** Makes a sensor of every device of a group, by its own name: of all of them, or of none. */
export async function bindGroup(id: string): Promise<Outcome<{ readonly id: number }>> {
  await whoMay('run');
  const devices = queries.devicesOfGroup(await groups(), id) ?? [];
  if (devices.length === 0) return { refused: { problem: 'These devices are no more here.' } };
  const { who } = await actor();
  const event = { action: 'devices added', ...ofMany(devices) };
  return changed(event, () => teaching.bindDevices(database(), { devices: devices.map(namedAsItIs) }, who));
}

function namedAsItIs({ family, key, name }: DeviceName & { readonly name: string | null }) {
  const said = [...(name ?? key.split('/').at(-1) ?? key).trim()];
  const called = said.slice(0, MOST_NAME).join('').trim();
  return { family, key, sensor: { name: called === '' ? family : called, room: null } };
}

/** How many devices something is done to, and the first of them: an audit log is no list of devices. */
function ofMany(devices: readonly DeviceName[]) {
  const first = devices.slice(0, MOST_WRITTEN_DOWN).map(({ family, key }) => ({ family, key }));
  const after = { count: devices.length, first };
  return { subject: `${devices.length} devices`, detail: { after } };
}

/** Nobody is asked about any device of a group again. */
export async function ignoreGroup(id: string): Promise<Outcome<null>> {
  await whoMay('run');
  const devices = queries.devicesOfGroup(await groups(), id) ?? [];
  if (devices.length === 0) return { done: null };
  return ignore({ devices: devices.map(({ family, key, name }) => ({ family, key, name: name ?? key })) });
}

export async function takeBack(id: number): Promise<Outcome<null>> {
  const { who } = await actor();
  return changed({ action: 'inbox taken back', subject: `${id}` }, () =>
    teaching.takeBack(database(), z.number().int().parse(id), who),
  );
}

const PastAsked = z.union([
  z.object({ definition: z.record(z.string(), z.unknown()), topics: z.array(Topic).max(MOST_TAUGHT) }),
  z.object({ device: DeviceName }),
]);

/** What the messages that wait would become. Nothing is written. */
export async function past(asked: unknown): Promise<PastPreview> {
  await whoMay('run');
  const given = PastAsked.parse(asked);
  const looking = { ...tools(), zone: (await home()).timeZone };
  return 'device' in given
    ? queries.previewDevice(looking, given.device)
    : queries.previewTaught(looking, given);
}

function tools() {
  return { database: database(), log: handedToPages().log };
}

async function reading() {
  return { ...tools(), groups: await groups() };
}

/** What somebody does here is seen by whoever looks next. */
async function changed<Done>(
  event: Parameters<typeof recorded>[1],
  work: () => Promise<Outcome<Done>>,
): Promise<Outcome<Done>> {
  try {
    return await recorded('run', event, work);
  } finally {
    kept().forget();
  }
}

/** Grouping takes a while where thousands of topics wait: many look at one answer. */
function groups(): Promise<queries.InboxGroups> {
  return kept().get('all', () => queries.groupInbox(database()));
}

/** Pages are bundled apart from each other: the process holds it. */
function kept(): Kept<queries.InboxGroups> {
  const held = globalThis as Held;
  held[KEY] ??= createKept(KEPT_MS, 1);
  return held[KEY];
}

function countOf({ shapes, devices }: queries.InboxGroups): number {
  return shapes.length + devices.length;
}
