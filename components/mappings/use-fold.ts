'use client';

import { useState } from 'react';

/**
 * Whether a section that folds is open: as the person left it, and opened where something in it must be seen from now on. What
 * need not be seen any more closes nothing.
 */
export function useFold(
  mustShow: boolean,
  isOpenAtFirst = false,
): readonly [isOpen: boolean, setIsOpen: (isOpen: boolean) => void] {
  const [isOpen, setIsOpen] = useState(isOpenAtFirst || mustShow);
  const [didShow, setDidShow] = useState(mustShow);
  if (mustShow !== didShow) {
    setDidShow(mustShow);
    if (mustShow) setIsOpen(true);
  }
  return [isOpen, setIsOpen];
}
