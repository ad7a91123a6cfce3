import Link from 'next/link';
import { PageHead } from '@/components/shell/page-head';
import { ColdArch } from '@/components/ui/mark';

export default function NotFound() {
  return (
    <>
      <PageHead title="Nothing here" back={{ href: '/sensors', label: 'Back to sensors' }} />
      <section className="panel grid justify-items-center gap-1.5 px-6 pt-11 pb-10 text-center">
        <ColdArch />
        <h2 className="text-[20px] leading-7">There is no such page</h2>
        <p className="max-w-[44ch] text-ink-2">
          A sensor that was removed, or an address with a slip in it. What was measured is not lost.
        </p>
        <Link
          href="/sensors"
          className="mt-3 inline-flex h-11 items-center rounded-lg border border-line-2 bg-surface px-4 font-[550] shadow-control hover:bg-hover desk:h-8"
        >
          Show all sensors
        </Link>
      </section>
    </>
  );
}
