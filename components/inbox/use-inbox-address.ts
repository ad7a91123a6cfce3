'use client';

import { useSearchParams } from 'next/navigation';
import { useEffect, useRef } from 'react';

/**
 * What of the inbox stands in the address: what is searched for, the group that is looked at, and whether what is ignored is
 * listed. A group that was opened from the list is a step of its own: the browser's way back closes it.
 */
export function useInboxAddress() {
  const query = useSearchParams();
  const group = query.get('group') ?? undefined;
  const isStep = useRef(false);
  useEffect(() => {
    if (group === undefined) isStep.current = false;
  }, [group]);
  return {
    search: query.get('q') ?? '',
    group,
    listsIgnored: query.has('ignored'),
    setSearch: (search: string) => put('q', search),
    listIgnored: (isListed: boolean) => put('ignored', isListed ? 'listed' : ''),
    open: (id: string) => {
      if (group === undefined) isStep.current = true;
      put('group', id, group === undefined ? 'step' : 'change');
    },
    /** Whatever comes up in the list, it stays the one that is looked at. */
    keep: (id: string) => put('group', id),
    close: () => {
      // Whoever has gone to another page meanwhile stays there.
      if (group === undefined || new URL(window.location.href).searchParams.get('group') !== group) return;
      if (isStep.current) window.history.back();
      else put('group', '');
    },
  };
}

function put(name: string, value: string, kind: 'step' | 'change' = 'change'): void {
  const address = new URL(window.location.href);
  if ((address.searchParams.get(name) ?? '') === value) return;
  if (value === '') address.searchParams.delete(name);
  else address.searchParams.set(name, value);
  if (kind === 'step') window.history.pushState(undefined, '', address);
  else window.history.replaceState(undefined, '', address);
}
