import type { Sight } from '@/contracts/people';
import type { Scope } from '@/contracts/socket-events';

/** What an audience watches: a home that isn't seen whole is the rooms that are. */
export type WatchedScope = Scope | { readonly kind: 'rooms'; readonly ids: readonly number[] };

export function watchedBy(scope: Scope, sight: Sight): WatchedScope {
  return scope.kind === 'home' && sight !== 'all' ? { kind: 'rooms', ids: sight } : scope;
}

export function keyOf(scope: WatchedScope): string {
  if (scope.kind === 'home') return 'home';
  return `${scope.kind} ${scope.kind === 'rooms' ? scope.ids.join() : scope.id}`;
}

/** The rooms that make up the scope; undefined: it isn't made of rooms. */
export function roomsOf(scope: WatchedScope): readonly number[] | undefined {
  if (scope.kind === 'room') return [scope.id];
  return scope.kind === 'rooms' ? scope.ids : undefined;
}
