import 'server-only';
import { parseSetCookieHeader } from 'better-auth/cookies';
import { cookies } from 'next/headers';
import { z } from 'zod';
import type { Awake } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import * as commands from '@/server/people/commands';
import { readLink, SHARE_COOKIE } from '@/server/people/queries';
import { handedToPages } from '@/server/web/queries';
import { seat } from './asking';

export { SHARE_COOKIE };

// What is too long is refused at its field, in words.
const Text = z.string().max(10_000).catch('');

function textIn(form: FormData, field: string): string {
  return Text.parse(form.get(field) ?? '');
}

export async function signIn(form: FormData): Promise<Outcome<null>> {
  const credentials = {
    email: textIn(form, 'email'),
    password: textIn(form, 'password'),
    stays: form.get('stays') === 'on',
  };
  return taken(await commands.signIn(handedToPages().people, credentials, await seat()));
}

export async function signOut(): Promise<Outcome<null>> {
  return taken({ done: await commands.signOut(handedToPages().people, await seat()) });
}

export async function setUp(token: string, form: FormData): Promise<Outcome<null>> {
  const home = {
    name: textIn(form, 'home'),
    timeZone: textIn(form, 'timeZone'),
    currency: textIn(form, 'currency'),
    language: textIn(form, 'language'),
    units: textIn(form, 'units'),
  };
  const request = { token, person: personIn(form), home };
  return taken(await commands.setUp(handedToPages().people, request, await seat()));
}

export async function join(token: string, form: FormData): Promise<Outcome<null>> {
  const request = { token, person: personIn(form) };
  return taken(await commands.acceptInvitation(handedToPages().people, request, await seat()));
}

export async function setPassword(token: string, form: FormData): Promise<Outcome<null>> {
  const request = { token, password: textIn(form, 'password') };
  return taken(await commands.setNewPassword(handedToPages().people, request, await seat()));
}

/** What a link that works once is for; undefined: it works no more. */
export function linkOf(token: string) {
  return readLink(handedToPages().people, token);
}

/** What whoever has this link may put into a cookie to look; undefined: it works no more. */
export async function shareOf(token: string): Promise<{ readonly until: Date } | undefined> {
  return commands.openShare(handedToPages().people, token);
}

/** Whether the links of this home lead to TLS. */
export function isSecure(): boolean {
  return handedToPages().publicUrl.startsWith('https:');
}

/** How the parts of this Hearth are, for whoever sets it up. */
export function awake(): readonly Awake[] {
  const { roles } = handedToPages().health.report();
  return Object.entries(roles).map(([role, state]) => ({
    role,
    problem: state.ready ? undefined : (state.reason ?? 'it still starts'),
  }));
}

function personIn(form: FormData) {
  return { name: textIn(form, 'name'), email: textIn(form, 'email'), password: textIn(form, 'password') };
}

async function taken(outcome: Outcome<commands.SignedIn>): Promise<Outcome<null>> {
  if ('refused' in outcome) return outcome;
  const jar = await cookies();
  for (const line of outcome.done.setCookies) {
    for (const [name, cookie] of parseSetCookieHeader(line)) {
      const { value, 'max-age': maxAge, path, secure, httponly: httpOnly, samesite } = cookie;
      jar.set(name, value, {
        path: path ?? '/',
        ...(maxAge !== undefined && { maxAge }),
        secure: secure === true,
        httpOnly: httpOnly === true,
        sameSite: samesite === 'strict' ? 'strict' : 'lax',
      });
    }
  }
  return { done: null };
}
