'use client';

import type { FormAction } from '@/components/registry/form-state';
import { FormProblem } from '@/components/registry/sensor-fields';
import { useFormAction } from '@/components/registry/use-form-action';
import { Button } from '@/components/ui/button';

/** A gateway is in: its devices become sensors one by one, where they are listed. */
export function FinishGateway({ isThere, finish }: { isThere: boolean; finish: FormAction }) {
  const { refusal, isSending, onSubmit } = useFormAction(finish);
  return (
    <form onSubmit={onSubmit}>
      <input type="hidden" name="another" value="yes" />
      <FormProblem refusal={refusal} />
      <Button type="submit" look="primary" disabled={isSending || !isThere}>
        Name its devices
      </Button>
    </form>
  );
}
