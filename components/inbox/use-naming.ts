'use client';

import { useState } from 'react';
import { type Naming, tickedOf, withNewest } from './naming';

/** What was ticked and named of many, also of those that are on another page of them now. */
export function useNaming<Item>(items: readonly Item[], keyOf: (item: Item) => string) {
  const [naming, setNaming] = useState<Naming>(new Map());
  const [kept, setKept] = useState<ReadonlyMap<string, Item>>(new Map());
  const all = withNewest(kept, items, keyOf);
  return {
    naming,
    ticked: tickedOf(naming, all),
    name: (next: Naming) => {
      setNaming(next);
      setKept(all);
    },
  };
}
