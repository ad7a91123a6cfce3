import Link from 'next/link';
import { PageHead } from '@/components/shell/page-head';
import { ColdArch } from '@/components/ui/mark';

export default function Forbidden() {
  return (
    <>
      <PageHead title="Not for you" back={{ href: '/', label: 'Back to Now' }} />
      <section className="panel grid justify-items-center gap-1.5 px-6 pt-11 pb-10 text-center">
        <ColdArch />
        <h2 className="text-[20px] leading-7">This page is for those who run this home</h2>
        <p className="max-w-[44ch] text-ink-2">An admin can show it to you, or make you one.</p>
        <Link
          href="/"
          className="mt-3 inline-flex h-11 items-center rounded-lg border border-line-2 bg-surface px-4 font-[550] shadow-control hover:bg-hover desk:h-8"
        >
          Show what the house does now
        </Link>
      </section>
    </>
  );
}
