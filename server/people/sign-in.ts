import { APIError } from 'better-auth/api';
import { z } from 'zod';
import { EMAIL_CHARACTERS, PASSWORD_LENGTH } from '@/contracts/people';
import type { Outcome } from '@/contracts/registry';
import { ADDRESS_HEADER } from '@/server/asked-by';
import { recordEvent } from '@/server/audit';
import type { People } from './people';
import { admitTry, forgetTries } from './throttle';
import { readVisitors } from './visitor';

/** Cookies as the answer's headers set them. */
export interface SignedIn {
  readonly setCookies: readonly string[];
}

/** Where a person sits: for the throttle, the list of sessions and the record. */
export interface Seat {
  readonly address: string;
  readonly userAgent: string;
  readonly cookie: string;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
  readonly stays: boolean;
}

const NO =
  'That e-mail address and password don’t go together. Whoever runs this home can make you a link for a new one.';
const Email = z.email().max(EMAIL_CHARACTERS);

/** The same sentence, after the same work, for an account that there isn't. A new session takes the place of the old one. */
export async function signIn(
  people: People,
  { email, password, stays }: Credentials,
  seat: Seat,
): Promise<Outcome<SignedIn>> {
  const attempt = { email, address: seat.address };
  const wait = await admitTry(people, attempt);
  if (wait > 0) return refuse(people, attempt, tooMany(wait), 'sign-in throttled');
  if (!Email.safeParse(email.trim()).success || password.length > PASSWORD_LENGTH.most)
    return refuse(people, attempt, NO, 'sign-in refused');
  const { cookie, address, userAgent } = seat;
  try {
    await signOutOf(people, cookie);
    const { headers, response } = await people.auth.api.signInEmail({
      body: { email: email.trim(), password, rememberMe: stays },
      headers: new Headers({ [ADDRESS_HEADER]: address, 'user-agent': userAgent }),
      returnHeaders: true,
    });
    if (await isOver(people, response.token)) return refuse(people, attempt, NO, 'sign-in refused');
    await forgetTries(people, attempt);
    await recordEvent(people.pool, event(response.user.email, 'signed in', address));
    return { done: { setCookies: headers.getSetCookie() } };
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    return refuse(people, attempt, NO, 'sign-in refused');
  }
}

/** Ends the session of this cookie; says which cookies go. */
export async function signOut(people: People, { cookie }: Pick<Seat, 'cookie'>): Promise<SignedIn> {
  const { headers } = await people.auth.api.signOut({
    headers: new Headers({ cookie }),
    returnHeaders: true,
  });
  return { setCookies: headers.getSetCookie() };
}

async function signOutOf(people: People, cookie: string): Promise<void> {
  if (cookie.includes('hearth.session')) await signOut(people, { cookie });
}

/** Their time in this home has ended: the session that was just made goes again. */
async function isOver(people: People, token: string): Promise<boolean> {
  const { rows } = await people.pool.query<{ id: string }>('SELECT id FROM session WHERE token = $1', [
    token,
  ]);
  const [visitor] = await readVisitors(people, [`session ${rows[0]?.id}`]);
  if (visitor !== undefined) return false;
  await people.pool.query('DELETE FROM session WHERE token = $1', [token]);
  return true;
}

async function refuse(
  people: People,
  { email, address }: { readonly email: string; readonly address: string },
  problem: string,
  action: string,
): Promise<Outcome<SignedIn>> {
  // Only what can be an address is written down: somebody may have typed the password there.
  const who = Email.safeParse(email.trim()).success ? email.trim().toLowerCase() : 'unknown';
  await recordEvent(people.pool, event(who, action, address));
  return { refused: { problem } };
}

function event(who: string, action: string, address: string) {
  return { who, action, subject: who, detail: {}, address };
}

function tooMany(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `Too many tries. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, then try again.`;
}
