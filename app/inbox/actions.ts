'use server';

import * as inbox from '@/app/_data/inbox';
import type { BindWish, TeachWish } from '@/contracts/teaching';
import { attempt } from '../attempt';

export async function teach(wish: TeachWish) {
  return attempt(() => inbox.teach(wish));
}

export async function bind(wish: BindWish) {
  return attempt(() => inbox.bind(wish));
}

export async function bindGroup(id: string) {
  return attempt(() => inbox.bindGroup(id));
}

export async function ignore(what: object) {
  return attempt(() => inbox.ignore(what));
}

export async function ignoreGroup(id: string) {
  return attempt(() => inbox.ignoreGroup(id));
}

export async function ignoreNoMore(id: number) {
  return attempt(() => inbox.ignoreNoMore(id));
}

export async function takeBack(id: number) {
  return attempt(() => inbox.takeBack(id));
}
