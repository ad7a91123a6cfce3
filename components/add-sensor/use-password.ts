'use client';

import { useState, useSyncExternalStore } from 'react';
import { heldPassword, holdPassword } from './held-password';

const never = () => () => undefined;

/** The password of a login, as long as this page has it; and how it learns of another. */
export function usePassword(user: string): readonly [string | undefined, (password: string) => void] {
  const [renewed, setRenewed] = useState<string>();
  const held = useSyncExternalStore(
    never,
    () => heldPassword(user),
    () => undefined,
  );
  const renew = (password: string) => {
    holdPassword(user, password);
    setRenewed(password);
  };
  return [renewed ?? held, renew];
}
