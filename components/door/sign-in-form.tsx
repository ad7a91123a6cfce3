'use client';

import type { FormAction } from '@/components/registry/form-state';
import { FormProblem } from '@/components/registry/sensor-fields';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { PasswordField } from './password-field';
import { useDoor } from './use-door';

export function SignInForm({ signIn, leadsTo }: { signIn: FormAction; leadsTo: string }) {
  const { refusal, isSending, onSubmit } = useDoor(signIn, leadsTo);
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="off"
        required
        autoFocus
      />
      <PasswordField />
      <FormProblem refusal={refusal} />
      <Button type="submit" look="primary" className="desk:h-11" disabled={isSending}>
        {isSending ? 'Signing in' : 'Sign in'}
      </Button>
      <label className="flex min-h-11 items-center gap-2.5 text-[13px] text-ink-2">
        <input type="checkbox" name="stays" defaultChecked className="size-5 accent-ink" />
        Stay signed in on this device
      </label>
      <details className="text-[13px] text-ink-2">
        <summary className="min-h-6 cursor-pointer underline">Forgot the password?</summary>
        <p className="mt-1.5">
          Whoever runs this home can make you a link for a new one, on the page of people. An admin who is
          locked out prints one on the machine itself: <code className="font-mono">npm run admin-link</code>
        </p>
      </details>
    </form>
  );
}
