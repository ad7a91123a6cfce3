import 'server-only';
import { z } from 'zod';
import { type Ignored, type InboxDetail, type InboxList, SHAPE_KINDS } from '@/contracts/inbox';
import { mayDo } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import * as commands from '@/server/decode/commands';
import * as queries from '@/server/decode/queries';
import { handedToPages } from '@/server/web/queries';
import { actor, recorded, whoMay } from './asking';
import { database } from './database';

/** How many kinds of messages nobody has explained; none for those who could do nothing about it. */
export async function topicsHeard(): Promise<number> {
  const { role } = await whoMay('look');
  return mayDo(role, 'run') ? queries.countInbox(database()) : 0;
}

export async function inboxCount(): Promise<{ readonly count: number }> {
  await whoMay('run');
  return { count: await queries.countInbox(database()) };
}

const Search = z.string().max(200).default('');

export async function inbox(search: unknown = ''): Promise<InboxList> {
  await whoMay('run');
  return queries.readInbox(tools(), Search.parse(search).trim());
}

const Asked = z.object({
  id: z.string().max(40),
  search: Search,
  skip: z.coerce.number().int().min(0).max(100_000).default(0),
});

export async function inboxGroup(asked: object): Promise<InboxDetail | undefined> {
  await whoMay('run');
  return queries.readInboxGroup(tools(), Asked.parse(asked));
}

export async function ignored(): Promise<readonly Ignored[]> {
  await whoMay('run');
  return queries.readIgnored(database());
}

const Device = z.object({ family: z.string().min(1).max(40), key: z.string().min(1).max(200) });
const ToIgnore = z.union([
  z.object({ pattern: z.string().min(1).max(300), kind: z.enum(SHAPE_KINDS) }),
  z.object({
    devices: z
      .array(Device.extend({ name: z.string().max(300) }))
      .min(1)
      .max(5_000),
  }),
]);

export async function ignore(what: object): Promise<Outcome<null>> {
  const given = ToIgnore.parse(what);
  const subject = 'pattern' in given ? given.pattern : `${given.devices.length} devices`;
  const { who } = await actor();
  return recorded('run', { action: 'inbox ignored', subject, detail: { after: given } }, () =>
    commands.ignore(database(), given, who),
  );
}

export function ignoreNoMore(id: number): Promise<Outcome<null>> {
  const event = { action: 'inbox asked again', subject: `${id}` };
  return recorded('run', event, () => commands.ignoreNoMore(database(), z.number().int().parse(id)));
}

function tools() {
  return { database: database(), log: handedToPages().log };
}
