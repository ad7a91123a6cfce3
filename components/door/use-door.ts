'use client';

import { useState } from 'react';
import type { FormAction } from '@/components/registry/form-state';
import { useFormAction } from '@/components/registry/use-form-action';

/** Sends a form of the door; whoever is let in gets a whole new page, for everything on it may be another one. */
export function useDoor(action: FormAction, leadsTo: string) {
  const [isLeaving, setLeaving] = useState(false);
  const { refusal, isSending, onSubmit } = useFormAction(async (before, form) => {
    const refused = await action(before, form);
    if (refused !== undefined) return refused;
    setLeaving(true);
    window.location.assign(leadsTo);
    return undefined;
  });
  return { refusal, isSending: isSending || isLeaving, onSubmit };
}
