import { RefreshNowAndThen } from '@/components/shell/refresh-now-and-then';
import { ButtonLink } from '@/components/ui/button';
import { ColdArch } from '@/components/ui/mark';

const TEACH = 'npm run admin -- mapping apply examples/mapping.json';
const SIMULATE = 'npm run simulate -- --sensors 20 --rate 10 --map';

/** No sensor yet: what is true, and the way to the first one. */
export function ColdHearth({ heard, mayTeach }: { heard: number; mayTeach: boolean }) {
  return (
    <section className="panel grid justify-items-center gap-1.5 px-6 py-16 text-center">
      <RefreshNowAndThen />
      <ColdArch />
      <h2 className="text-[20px] leading-7">The hearth is still cold</h2>
      <p className="max-w-[46ch] text-ink-2">
        {mayTeach
          ? `${heardInWords(heard)} Hearth keeps every message from now on, so what you name later has a past.`
          : 'There is no sensor that you may see. An admin of this home can change that.'}
      </p>
      {mayTeach && <FirstSteps />}
    </section>
  );
}

function FirstSteps() {
  return (
    <>
      <p className="mt-3">
        <ButtonLink href="/sensors/new" look="primary">
          Add a sensor
        </ButtonLink>
      </p>
      <dl className="mt-4 grid max-w-full gap-3 text-left">
        <Step label="Teach Hearth a sensor" code={TEACH} />
        <Step label="No sensor at hand" code={SIMULATE} />
      </dl>
    </>
  );
}

function heardInWords(heard: number): string {
  if (heard === 0) return 'Nothing has been published yet.';
  return heard === 1
    ? 'One topic is already on your broker, and no sensor is taught yet.'
    : `${heard} topics are already on your broker, and no sensor is taught yet.`;
}

function Step({ label, code }: { label: string; code: string }) {
  return (
    <div className="min-w-0">
      <dt className="mb-1 text-[12px] font-medium text-ink-2">{label}</dt>
      <dd className="overflow-x-auto rounded-lg border border-line bg-sunken px-3.5 py-2.5 font-mono text-[12px] whitespace-pre text-ink-2">
        {code}
      </dd>
    </div>
  );
}
