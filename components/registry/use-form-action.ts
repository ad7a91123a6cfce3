'use client';

import { type FormEvent, useState, useTransition } from 'react';
import type { FormAction, Refusal } from './form-state';

const UNREACHED: Refusal = {
  problem: 'That did not reach Hearth. Nothing was changed, and what you typed is still here; try again.',
};

/** Sends a form without emptying it: what was typed stays until it is taken. */
export function useFormAction(action: FormAction) {
  const [refusal, setRefusal] = useState<Refusal>();
  const [isSending, startSending] = useTransition();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    startSending(async () => {
      setRefusal(undefined);
      setRefusal(await action(undefined, form).catch(unlessLeaving));
    });
  };
  return { refusal, isSending, onSubmit };
}

/** Being led to another page is told by an error too. */
function unlessLeaving(error: unknown): Refusal {
  const { digest } = error as { readonly digest?: string };
  if (digest?.startsWith('NEXT_REDIRECT') === true) throw error;
  return UNREACHED;
}
