'use server';

import { refresh } from 'next/cache';
import * as logins from '@/app/_data/logins';
import { attempt } from '@/app/attempt';
import type { Outcome } from '@/contracts/registry';

async function shown<Done>(work: () => Promise<Outcome<Done>>): Promise<Outcome<Done>> {
  const outcome = await attempt(work);
  if ('done' in outcome) refresh();
  return outcome;
}

export async function addLogin(wish: logins.LoginWish) {
  return shown(() => logins.addLogin(wish));
}

export async function rotateLogin(user: string) {
  return shown(() => logins.rotateLogin(user));
}

export async function revokeLogin(user: string) {
  return shown(() => logins.revokeLogin(user));
}
