import type { ReactNode } from 'react';
import { Button } from './button';

/** What destroys, by two presses: the second one says what it does. */
export function SureButton({
  label,
  sure,
  isSure,
  isBusy,
  onAsk,
  onSure,
}: {
  label: ReactNode;
  sure: ReactNode;
  /** The first press was made. */
  isSure: boolean;
  isBusy: boolean;
  onAsk: () => void;
  onSure: () => void;
}) {
  if (!isSure)
    return (
      <Button look="danger" onClick={onAsk}>
        {label}
      </Button>
    );
  return (
    <Button look="danger" autoFocus disabled={isBusy} onClick={onSure}>
      {sure}
    </Button>
  );
}
