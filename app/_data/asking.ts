import 'server-only';
import { headers } from 'next/headers';
import { forbidden, unauthorized } from 'next/navigation';
import { cache } from 'react';
import { mayDo, type Right, type Sight, type Visitor } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import { ADDRESS_HEADER, PATH_HEADER, VISITOR_HEADER } from '@/server/asked-by';
import { auditedFrom, recordEvent } from '@/server/audit';
import { type Actor, actorOf, type Seat } from '@/server/people/commands';
import { database } from './database';

/** Who asks; undefined: somebody outside. The gate before the pages has looked it up. */
export const visitor = cache(async (): Promise<Visitor | undefined> => {
  const told = (await headers()).get(VISITOR_HEADER);
  return told === null ? undefined : JSON.parse(decodeURIComponent(told));
});

/** Who asks, if they may do that; else the page says that they may not, and the attempt is written down. */
export async function whoMay(right: Right): Promise<Visitor> {
  const who = await visitor();
  if (who === undefined) unauthorized();
  if (mayDo(who.role, right)) return who;
  const asked = await headers();
  const subject = asked.get(PATH_HEADER) ?? '';
  await recordEvent(database().pool, { ...(await actor()), action: 'refused', subject, detail: { right } });
  forbidden();
}

/** Does what those do who run Hearth; the same refusal for all others. `who` is written down for it, with from where. */
export async function asRunner<Done>(work: (who: string) => Promise<Done>): Promise<Done> {
  await whoMay('run');
  const { who, address } = await actor();
  return auditedFrom(address, () => work(who));
}

/** Which rooms the one who asks sees. */
export async function sight(): Promise<Sight> {
  return (await whoMay('look')).sight;
}

/** Who is written down for what is done now. */
export async function actor(): Promise<Actor & { readonly address: string }> {
  const address = (await headers()).get(ADDRESS_HEADER) ?? '';
  const who = await visitor();
  return who === undefined ? { who: 'unknown', address } : { ...actorOf(who, address), address };
}

/** Where the one who asks sits. */
export async function seat(): Promise<Seat> {
  const asked = await headers();
  return {
    address: asked.get(ADDRESS_HEADER) ?? '',
    userAgent: (asked.get('user-agent') ?? '').slice(0, 400),
    cookie: asked.get('cookie') ?? '',
  };
}

/** Does what the one who asks has the right to, and writes down what was done. */
export async function recorded<Done>(
  right: Right,
  event: { readonly action: string; readonly subject: string; readonly detail?: object },
  work: () => Promise<Outcome<Done>>,
): Promise<Outcome<Done>> {
  await whoMay(right);
  const by = await actor();
  const outcome = await auditedFrom(by.address, work);
  if ('done' in outcome) await recordEvent(database().pool, { detail: {}, ...event, ...by });
  return outcome;
}
