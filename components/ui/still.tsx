'use client';

import { memo, type ReactNode } from 'react';

/** Keeps what was drawn while `isStill`: what nobody sees is not drawn anew. */
export const Still = memo(
  function Still({ children }: { isStill: boolean; children: ReactNode }) {
    return children;
  },
  (_before, { isStill }) => isStill,
);
