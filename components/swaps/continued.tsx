'use client';

import { useState } from 'react';
import { Button, ButtonLink } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { Outcome } from '@/contracts/registry';
import type { SwapPlan, Swapped } from '@/contracts/swap';

/** A device continues a sensor: what is left to do about the old one. */
export function Continued({
  plan: { sensor, device },
  swapped: { idleLogin },
  revoke,
}: {
  plan: SwapPlan;
  swapped: Swapped;
  revoke: (login: string) => Promise<Outcome<null>>;
}) {
  const { run, isRunning, problem } = useOutcome();
  const [isRevoked, setIsRevoked] = useState(false);
  return (
    <section className="panel grid justify-items-start gap-3 p-4" aria-label="Done">
      <p role="status">
        {device.key} continues {sensor.name}.
      </p>
      {idleLogin !== null && !isRevoked && (
        <div className="grid justify-items-start gap-2">
          <p className="text-ink-2">
            The old device’s login “{idleLogin.name}” still lets it in, and feeds nothing any more.
          </p>
          <Button
            disabled={isRunning}
            onClick={() =>
              run(
                () => revoke(idleLogin.id),
                () => setIsRevoked(true),
              )
            }
          >
            Revoke its login
          </Button>
        </div>
      )}
      {isRevoked && <p className="text-ink-2">Its login is revoked.</p>}
      {problem !== undefined && (
        <p role="alert" className="text-[13px] text-crit-text">
          {problem}
        </p>
      )}
      <ButtonLink look="primary" href={`/sensors/${encodeURIComponent(sensor.id)}`}>
        Show {sensor.name}
      </ButtonLink>
    </section>
  );
}
