'use server';

import * as entering from '@/app/_data/entering';
import { attempt } from '@/app/attempt';
import type { Refusal } from '@/components/registry/form-state';
import type { Outcome } from '@/contracts/registry';

/** Nothing where it was done: the page goes on by itself. */
async function refusalOf(work: () => Promise<Outcome<null>>): Promise<Refusal | undefined> {
  const outcome = await attempt(work);
  return 'refused' in outcome ? outcome.refused : undefined;
}

export async function signIn(_before: Refusal | undefined, form: FormData): Promise<Refusal | undefined> {
  return refusalOf(() => entering.signIn(form));
}

export async function signOut(): Promise<Refusal | undefined> {
  return refusalOf(() => entering.signOut());
}

export async function setUp(
  token: string,
  _before: Refusal | undefined,
  form: FormData,
): Promise<Refusal | undefined> {
  return refusalOf(() => entering.setUp(token, form));
}

export async function join(
  token: string,
  _before: Refusal | undefined,
  form: FormData,
): Promise<Refusal | undefined> {
  return refusalOf(() => entering.join(token, form));
}

export async function setPassword(
  token: string,
  _before: Refusal | undefined,
  form: FormData,
): Promise<Refusal | undefined> {
  return refusalOf(() => entering.setPassword(token, form));
}
