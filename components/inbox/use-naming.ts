'use client';

import { useState } from 'react';
import { type Naming, namedAs } from './naming';

/** What was ticked and named of many, also of those that are on another page of them now. */
export function useNaming<Item>(items: readonly Item[], keyOf: (item: Item) => string) {
  const [naming, setNaming] = useState<Naming>(new Map());
  const [known, setKnown] = useState<ReadonlyMap<string, Item>>(new Map());
  const all = new Map([...known, ...items.map((item) => [keyOf(item), item] as const)]);
  return {
    naming,
    ticked: [...all].filter(([key]) => isMeant(naming, key)).map(([, item]) => item),
    name: (next: Naming) => {
      setNaming(next);
      setKnown(new Map([...all].filter(([key]) => isMeant(next, key))));
    },
  };
}

function isMeant(naming: Naming, key: string): boolean {
  const { isTicked, name } = namedAs(naming, key);
  return isTicked && name.trim() !== '';
}
