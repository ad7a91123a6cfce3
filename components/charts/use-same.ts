'use client';

import { useMemo } from 'react';

/** The same object as long as its content is the same: what depends on it alone is not drawn anew. For small plain data. */
export function useSame<Value>(value: Value): Value {
  const content = JSON.stringify(value);
  return useMemo(() => JSON.parse(content), [content]);
}
