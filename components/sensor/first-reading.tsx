import Link from 'next/link';
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
      <p className="mt-2 max-w-[60ch] text-[12px] text-ink-3">
        Is it fed at all? Its{' '}
        <Link href={`/sensors/${encodeURIComponent(sensorId)}/edit`} className="underline">
          settings
        </Link>{' '}
        say by what. Does the topic fit? <code className="font-mono">npm run admin -- mapping export</code>{' '}
        prints what <code className="font-mono">{sensorId}</code> listens to.
      </p>
    </section>
  );
}
