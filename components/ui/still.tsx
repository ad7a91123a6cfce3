'use client';

import { memo, type ReactNode } from 'react';

/** Keeps what was drawn while `isStill`: what nobody sees is not drawn anew, but when it is `of` something else. */
export const Still = memo(
  function Still({ children }: { isStill: boolean; of?: string; children: ReactNode }) {
    return children;
  },
  (before, after) => after.isStill && before.of === after.of,
);
