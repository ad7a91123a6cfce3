import { UtilityPole } from 'lucide-react';
import { ButtonLink } from '@/components/ui/button';
import { powerOf } from '@/contracts/house';
import type { SensorSummary } from '@/contracts/sensor';

/** No sensor says what the whole house takes: what is missing, and the one thing to do. */
export function NoMeter({ sensors }: { sensors: readonly SensorSummary[] }) {
  const candidate = sensors.find(({ series }) => powerOf(series) !== undefined);
  const [says, action, href] =
    candidate === undefined
      ? ['None of your sensors measures power yet.', 'Add a sensor', '/sensors/new']
      : [
          'Hearth does not know which sensor stands at the grid. Give it the profile Meter.',
          'Choose the meter',
          '/sensors',
        ];
  return (
    <section
      className="panel flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-4 desk:px-5"
      aria-label="Whole house"
    >
      <UtilityPole size={20} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1 basis-60">
        <h2>No meter yet</h2>
        <p className="text-ink-2">{says} Then what the whole house takes stands here.</p>
      </div>
      <ButtonLink href={href}>{action}</ButtonLink>
    </section>
  );
}
