'use client';

import type { Refusal } from '@/components/registry/form-state';
import { TextField } from '@/components/ui/field';
import { NAME_CHARACTERS } from '@/contracts/people';
import { PasswordField } from './password-field';

/** What somebody says of themselves who comes in for the first time. */
export function PersonFields({ refusal }: { refusal: Refusal | undefined }) {
  const problemOf = (field: string) => (refusal?.field === field ? refusal.problem : undefined);
  return (
    <>
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        maxLength={NAME_CHARACTERS}
        required
        autoFocus
        problem={problemOf('name')}
      />
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="off"
        required
        hint="You sign in with it. Hearth sends nothing there by itself."
        problem={problemOf('email')}
      />
      <PasswordField isNew problem={problemOf('password')} />
    </>
  );
}
