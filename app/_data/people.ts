import 'server-only';
import { z } from 'zod';
import type { AuditLine, PeoplePage, SessionLine } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import * as commands from '@/server/people/commands';
import { readAudit, readPeoplePage, readSessions } from '@/server/people/queries';
import { handedToPages } from '@/server/web/queries';
import { actor, whoMay } from './asking';

const Text = z.string().max(10_000).catch('');
const Rooms = z.union([z.literal('all'), z.array(z.int()).max(1_000)]);
const Standing = z.object({ role: commands.RoleName, sight: Rooms });
const LastDay = z.iso.date().nullable();

function people() {
  return handedToPages().people;
}

export async function peoplePage(): Promise<PeoplePage> {
  await whoMay('run');
  return readPeoplePage(people());
}

/** A whole address, such as a person is sent. */
type WithAddress = Outcome<{ readonly address: string }>;

async function addressed(outcome: Outcome<{ readonly path: string }>): Promise<WithAddress> {
  if ('refused' in outcome) return outcome;
  return { done: { address: `${handedToPages().publicUrl}${outcome.done.path}` } };
}

export interface Invitation {
  readonly role: string;
  readonly sight: unknown;
  readonly note: string;
}

export async function invite({ role, sight, note }: Invitation): Promise<WithAddress> {
  await whoMay('run');
  const standing = Standing.parse({ role, sight });
  return addressed(await commands.invite(people(), { ...standing, note: Text.parse(note) }, await actor()));
}

export async function withdraw(id: string): Promise<Outcome<null>> {
  await whoMay('run');
  return commands.withdrawInvitation(people(), Text.parse(id), await actor());
}

export async function change(
  id: string,
  said: { readonly role: string; readonly sight: unknown; readonly lastDay: string | null },
): Promise<Outcome<null>> {
  await whoMay('run');
  const lastDay = LastDay.safeParse(said.lastDay);
  if (!lastDay.success)
    return { refused: { problem: 'That is no day, such as 2026-12-24.', field: 'lastDay' } };
  const standing = { ...Standing.parse(said), lastDay: lastDay.data };
  return commands.changeStanding(people(), Text.parse(id), standing, await actor());
}

export async function remove(id: string): Promise<Outcome<null>> {
  await whoMay('run');
  return commands.removePerson(people(), Text.parse(id), await actor());
}

export async function passwordLink(id: string): Promise<WithAddress> {
  await whoMay('run');
  return addressed(await commands.resetLink(people(), Text.parse(id), await actor()));
}

export interface ShareWish {
  readonly name: string;
  readonly sight: unknown;
  readonly days: number;
}

export async function share({ name, sight, days }: ShareWish): Promise<WithAddress> {
  await whoMay('run');
  const wish = { name: Text.parse(name), sight: Rooms.parse(sight), days: z.number().parse(days) };
  return addressed(await commands.share(people(), wish, await actor()));
}

export async function endShare(id: number): Promise<Outcome<null>> {
  await whoMay('run');
  return commands.endShare(people(), z.int().parse(id), await actor());
}

export interface TokenWish {
  readonly name: string;
  readonly scope: string;
}

export async function addToken({ name, scope }: TokenWish): Promise<Outcome<{ readonly token: string }>> {
  await whoMay('run');
  const wish = { name: Text.parse(name), scope: commands.TokenScopeName.parse(scope) };
  return commands.addToken(people(), wish, await actor());
}

export async function revokeToken(id: number): Promise<Outcome<null>> {
  await whoMay('run');
  return commands.revokeToken(people(), z.int().parse(id), await actor());
}

/** Where the one who asks is signed in; a share link's holder is nowhere. */
export async function ownSessions(): Promise<readonly SessionLine[]> {
  const { personId, key } = await whoMay('look');
  return personId === undefined ? [] : readSessions(people(), personId, key);
}

/** `id` undefined: everywhere but here. */
export async function endOwnSessions(id: string | undefined): Promise<Outcome<null>> {
  const { personId, key } = await whoMay('look');
  if (personId === undefined) return { done: null };
  return commands.endSessions(people(), { personId, key, id }, await actor());
}

export async function changeOwnPassword(form: FormData): Promise<Outcome<null>> {
  const { personId, key } = await whoMay('look');
  if (personId === undefined) return { refused: { problem: 'A share link has no password.' } };
  const [current, wanted] = [Text.parse(form.get('current')), Text.parse(form.get('wanted'))];
  return commands.changePassword(people(), { personId, key, current, wanted }, await actor());
}

export interface AuditAsked {
  readonly text: string;
  readonly before: string | undefined;
  readonly limit: number;
}

/** What was done and tried, newest first. */
export async function audit(asked: AuditAsked): Promise<readonly AuditLine[]> {
  await whoMay('run');
  return readAudit(people(), asked);
}
