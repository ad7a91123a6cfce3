'use client';

import { Button } from '@/components/ui/button';
import type { FormAction } from './form-state';
import { FormProblem, SensorFields } from './sensor-fields';
import { useFormAction } from './use-form-action';

const NOTHING = { name: '', room: null, icon: null, profile: null } as const;

/** A sensor that nothing feeds yet: its mapping is taught afterwards. */
export function AddByHand({ rooms, add }: { rooms: readonly string[]; add: FormAction }) {
  const { refusal, isSending, onSubmit } = useFormAction(add);
  return (
    <section className="panel p-4" aria-label="Add by hand">
      <h2>Add by hand</h2>
      <p className="mt-1 mb-3 text-ink-2">
        For anything else that publishes: give it a name here, then add a mapping that says which topic feeds
        it. What it has sent before is kept.
      </p>
      <form onSubmit={onSubmit} className="grid gap-3">
        <SensorFields initial={NOTHING} rooms={rooms} refusal={refusal} />
        <FormProblem refusal={refusal} />
        <div>
          <Button type="submit" disabled={isSending}>
            {isSending ? 'Adding…' : 'Add sensor'}
          </Button>
        </div>
      </form>
    </section>
  );
}
