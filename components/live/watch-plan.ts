import type { Cursor, Sample, Scope } from '@/contracts/socket-events';

/** The one scope that covers them all: a socket has one watch. */
export function commonScope(scopes: readonly Scope[]): Scope | undefined {
  const [first, ...others] = scopes;
  if (first === undefined) return undefined;
  return others.every((scope) => sameScope(scope, first)) ? first : { kind: 'home' };
}

export function sameScope(one: Scope, other: Scope): boolean {
  return scopeKey(one) === scopeKey(other);
}

export function scopeKey(scope: Scope): string {
  return scope.kind === 'home' ? 'home' : `${scope.kind} ${scope.id}`;
}

/** The place in the log from which nobody misses anything; undefined when the cursors are of different logs. */
export function earliest(cursors: readonly Cursor[]): Cursor | undefined {
  const [first, ...others] = cursors;
  if (first === undefined || others.some((cursor) => cursor.topicId !== first.topicId)) return undefined;
  const partitions = new Set(cursors.flatMap((cursor) => Object.keys(cursor.offsets)));
  const offsets = [...partitions].map((partition) => [
    partition,
    Math.min(...cursors.map((cursor) => cursor.offsets[partition] ?? 0)),
  ]);
  return { topicId: first.topicId, offsets: Object.fromEntries(offsets) };
}

/** Those of one sensor's; a room's browser doesn't know its sensors, so a room may be handed others' too. */
export function samplesFor(scope: Scope, samples: readonly Sample[]): readonly Sample[] {
  return scope.kind === 'sensor' ? samples.filter(([sensorId]) => sensorId === scope.id) : samples;
}
