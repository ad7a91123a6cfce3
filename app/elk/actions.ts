'use server';

import {
  callOffRebuild,
  connect,
  discard,
  fillKibana,
  keepMonthsOf,
  leaveServer,
  type RejectedName,
  rebuild,
  retry,
  tryConnection,
} from '@/app/_data/search';
import { attempt } from '@/app/attempt';
import type { Outcome } from '@/contracts/registry';
import type { ConnectionEntry, ConnectionReport, TriedAgain } from '@/contracts/search';

/** Looks at a connection that is not saved yet. */
export async function test(entry: ConnectionEntry): Promise<Outcome<ConnectionReport>> {
  return attempt(() => tryConnection(entry));
}

export async function save(entry: ConnectionEntry): Promise<Outcome<null>> {
  return attempt(() => connect(entry));
}

export async function leave(): Promise<Outcome<null>> {
  return attempt(() => leaveServer());
}

export async function keep(months: number | null): Promise<Outcome<null>> {
  return attempt(() => keepMonthsOf(months));
}

/** ms since 1970. */
export async function writeAnew(from: number, to: number): Promise<Outcome<null>> {
  return attempt(() => rebuild({ from, to }));
}

export async function callOff(id: number): Promise<Outcome<null>> {
  return attempt(() => callOffRebuild(id));
}

export async function tryAgain(one: RejectedName | undefined): Promise<Outcome<TriedAgain>> {
  return attempt(() => retry(one));
}

export async function giveUp(one: RejectedName | undefined): Promise<Outcome<null>> {
  return attempt(() => discard(one));
}

export async function intoKibana(): Promise<Outcome<number>> {
  return attempt(() => fillKibana());
}
