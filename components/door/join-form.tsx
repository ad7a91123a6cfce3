'use client';

import type { FormAction } from '@/components/registry/form-state';
import { FormProblem } from '@/components/registry/sensor-fields';
import { Button } from '@/components/ui/button';
import { PasswordField } from './password-field';
import { PersonFields } from './person-fields';
import { useDoor } from './use-door';

/** Takes an invitation. */
export function JoinForm({ join }: { join: FormAction }) {
  const { refusal, isSending, onSubmit } = useDoor(join, '/');
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <PersonFields refusal={refusal} />
      <FormProblem refusal={refusal} />
      <Button type="submit" look="primary" className="desk:h-11" disabled={isSending}>
        {isSending ? 'Coming in' : 'Come in'}
      </Button>
    </form>
  );
}

/** Sets a new password by a link. */
export function NewPasswordForm({ setPassword }: { setPassword: FormAction }) {
  const { refusal, isSending, onSubmit } = useDoor(setPassword, '/');
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <PasswordField
        label="New password"
        isNew
        problem={refusal?.field === 'password' ? refusal.problem : undefined}
      />
      <FormProblem refusal={refusal} />
      <Button type="submit" look="primary" className="desk:h-11" disabled={isSending}>
        {isSending ? 'Setting it' : 'Set it and sign in'}
      </Button>
    </form>
  );
}
