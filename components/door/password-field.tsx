'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { PASSWORD_LENGTH } from '@/contracts/people';

/** A password, that can be looked at while it is typed. */
export function PasswordField({
  label = 'Password',
  name = 'password',
  isNew = false,
  problem,
}: {
  label?: string;
  name?: string;
  isNew?: boolean;
  problem?: string | undefined;
}) {
  const [isShown, setShown] = useState(false);
  return (
    <div className="relative">
      <TextField
        label={label}
        name={name}
        type={isShown ? 'text' : 'password'}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        autoCapitalize="off"
        spellCheck={false}
        required
        problem={problem}
        {...(isNew && {
          hint: `At least ${PASSWORD_LENGTH.least} characters. Four random words are good, too.`,
        })}
      />
      <span className="absolute top-[20px] right-0 desk:right-[1px]">
        <IconButton
          label={isShown ? 'Hide the password' : 'Show the password'}
          look="quiet"
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff {...ICON} /> : <Eye {...ICON} />}
        </IconButton>
      </span>
    </div>
  );
}

const ICON = { size: 16, strokeWidth: 1.75, 'aria-hidden': true } as const;
