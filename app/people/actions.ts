'use server';

import { refresh } from 'next/cache';
import * as people from '@/app/_data/people';
import { attempt } from '@/app/attempt';
import type { Refusal } from '@/components/registry/form-state';
import type { Outcome } from '@/contracts/registry';

async function shown<Done>(work: () => Promise<Outcome<Done>>): Promise<Outcome<Done>> {
  const outcome = await attempt(work);
  if ('done' in outcome) refresh();
  return outcome;
}

export async function invite(wish: people.Invitation) {
  return shown(() => people.invite(wish));
}

export async function withdraw(id: string) {
  return shown(() => people.withdraw(id));
}

export async function change(...said: Parameters<typeof people.change>) {
  return shown(() => people.change(...said));
}

export async function remove(id: string) {
  return shown(() => people.remove(id));
}

export async function passwordLink(id: string) {
  return shown(() => people.passwordLink(id));
}

export async function share(wish: people.ShareWish) {
  return shown(() => people.share(wish));
}

export async function endShare(id: number) {
  return shown(() => people.endShare(id));
}

export async function addToken(wish: people.TokenWish) {
  return shown(() => people.addToken(wish));
}

export async function revokeToken(id: number) {
  return shown(() => people.revokeToken(id));
}

export async function endOwnSessions(id: string | undefined) {
  return shown(() => people.endOwnSessions(id));
}

export async function changeOwnPassword(
  _before: Refusal | undefined,
  form: FormData,
): Promise<Refusal | undefined> {
  const outcome = await shown(() => people.changeOwnPassword(form));
  return 'refused' in outcome ? outcome.refused : undefined;
}
