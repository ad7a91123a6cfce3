import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { PASSWORD_LENGTH } from '@/contracts/people';
import { ADDRESS_HEADER } from '@/server/asked-by';
import type { Database } from '@/server/database';
import { secretFor } from '@/server/secret-box';

const DAY_S = 86_400;
/** Who doesn't come back for so long signs in again. */
export const IDLE_S = 30 * DAY_S;
/** And so does everybody after so long. */
export const ABSOLUTE_S = 90 * DAY_S;
/** A session's end moves at most so often. */
const RENEWED_EVERY_S = 300;

export interface AuthSettings {
  readonly dataDir: string;
  /** Where this home is reached. */
  readonly url: string;
}

export type Auth = ReturnType<typeof createAuth>;

/**
 * Passwords (scrypt), sessions and their cookies. Nothing of it answers requests by itself: pages and sockets ask through
 * this folder's doors. Under TLS the cookie is `__Host-`: no other host and no plain connection can set it.
 */
export function createAuth({ prisma }: Pick<Database, 'prisma'>, { dataDir, url }: AuthSettings) {
  const isSecure = url.startsWith('https:');
  const named = (name: string) => ({
    name: `${isSecure ? '__Host-' : ''}${name}`,
    attributes: { secure: isSecure, httpOnly: true, sameSite: 'lax' as const, path: '/' },
  });
  return betterAuth({
    baseURL: url,
    secret: secretFor(dataDir, 'sessions'),
    database: prismaAdapter(prisma, { provider: 'postgresql' }),
    user: {
      modelName: 'person',
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        seesAll: { type: 'boolean', required: true, input: false },
        endsAt: { type: 'date', required: false, input: false },
      },
    },
    session: { expiresIn: IDLE_S, updateAge: RENEWED_EVERY_S },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.least,
      maxPasswordLength: PASSWORD_LENGTH.most,
    },
    // Ours counts in the database, by account and by address: see throttle.ts.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      useSecureCookies: false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      cookies: { session_token: named('hearth.session'), dont_remember: named('hearth.short') },
    },
  });
}
