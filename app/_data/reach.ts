import 'server-only';
import { encode } from 'uqr';
import type { Reach } from '@/contracts/reach';
import { handedToPages } from '@/server/web/queries';
import { whoMay } from './asking';
import { linkOf } from './entering';

/** How these pages are opened from another device. */
export async function reach(): Promise<Reach> {
  await whoMay('look');
  return handedToPages().reach();
}

/** The same for whoever holds the link of the setup; undefined without it. */
export async function reachAtSetup(token: string): Promise<Reach | undefined> {
  const link = await linkOf(token);
  return link?.kind === 'setup' ? handedToPages().reach() : undefined;
}

/** A QR code as rows of squares, true = dark. */
export function codeOf(text: string): readonly (readonly boolean[])[] {
  return encode(text, { ecc: 'M', border: 2 }).data;
}
