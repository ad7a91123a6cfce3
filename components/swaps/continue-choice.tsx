'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { familyWords } from '@/components/sensors/family-words';
import { SelectField } from '@/components/ui/field';
import type { DeviceName } from '@/contracts/device';
import { continuePath } from './continue-path';

/** Which sensor the device continues. */
export function ContinueChoice({
  device,
  sensors,
  chosen,
  isMissing,
}: {
  device: DeviceName;
  sensors: readonly { readonly value: string; readonly label: string }[];
  chosen: string | undefined;
  isMissing: boolean;
}) {
  const router = useRouter();
  const [isLooking, startLooking] = useTransition();
  const choose = (sensor: string) =>
    startLooking(() =>
      router.replace(sensor === '' ? continuePath(device) : continuePath(device, { sensor })),
    );
  return (
    <section className="panel grid gap-3 p-4" aria-label="Which sensor" aria-busy={isLooking}>
      <p className="text-ink-2">
        <span className="font-mono text-[12.5px] text-ink">{device.key}</span> ({familyWords(device.family)})
        goes on where another device ended: the sensor keeps its name, its place and its past.
      </p>
      <SelectField
        label="It continues"
        value={chosen ?? ''}
        onChange={({ target }) => choose(target.value)}
        options={[{ value: '', label: 'Choose a sensor' }, ...sensors]}
        problem={isMissing ? 'Nothing was heard of that device yet, or the sensor is no more.' : undefined}
      />
    </section>
  );
}
