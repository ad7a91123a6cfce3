import { ButtonLink } from '@/components/ui/button';
import { ColdArch } from '@/components/ui/mark';

/** A sensor that is known and has sent nothing yet. The page goes on by itself when something comes. */
export function FirstReading({ sensorId }: { sensorId: string }) {
  return (
    <section className="panel grid justify-items-center gap-1.5 px-6 pt-11 pb-10 text-center">
      <ColdArch />
      <h2 className="text-[20px]">Waiting for the first reading</h2>
      <p className="max-w-[52ch] text-ink-2">
        Nothing for it has arrived yet. When it does, the chart begins here, without a reload.
      </p>
      <p className="mt-3 flex flex-wrap justify-center gap-2.5">
        <ButtonLink href={`/mappings/new?sensor=${encodeURIComponent(sensorId)}`}>Add a mapping</ButtonLink>
        <ButtonLink href={`/sensors/${encodeURIComponent(sensorId)}/edit`}>What feeds it</ButtonLink>
      </p>
    </section>
  );
}
