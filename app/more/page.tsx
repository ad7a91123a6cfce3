import { ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import Link from 'next/link';
import { whoMay } from '@/app/_data/asking';
import { home } from '@/app/_data/home';
import { displayOf } from '@/app/display';
import { Facts } from '@/components/sensor/facts';
import { DisplayChoice } from '@/components/shell/display-choice';
import { DISPLAY_COOKIE } from '@/components/shell/display-cookie';
import { PageHead } from '@/components/shell/page-head';
import { adminPagesFor, type PageLink } from '@/components/shell/pages';
import { parseTheme, THEME_COOKIE } from '@/components/shell/theme';
import { ThemeChoice } from '@/components/shell/theme-choice';
import { WhoIsHere } from '@/components/shell/who-is-here';
import { DISPLAY_KINDS } from '@/contracts/display';
import { version } from '@/package.json';

export const metadata: Metadata = { title: 'More' };

const KINDS = DISPLAY_KINDS.map(({ id, label, choices }) => ({ id, label, choices: Object.keys(choices) }));

export default async function MorePage() {
  const kept = await cookies();
  const theme = parseTheme(kept.get(THEME_COOKIE)?.value);
  const [own, who] = await Promise.all([home(), whoMay('look')]);
  const { name, timeZone } = own;
  const { language, units } = displayOf(kept.get(DISPLAY_COOKIE)?.value, own);
  const adminPages = adminPagesFor(who.role);
  return (
    <>
      <PageHead title="More" />
      <div className="grid gap-3 desk:max-w-[760px] desk:gap-4">
        <section className="panel px-4 py-3" aria-label="Who you are here">
          <WhoIsHere visitor={who} homeName={name} />
        </section>
        <section className="panel" aria-label="Other devices">
          <Link href="/phone" className="flex min-h-11 items-center px-4 hover:bg-hover">
            Open it on a phone
            <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" className="ml-auto text-ink-3" />
          </Link>
        </section>
        {adminPages.length > 0 && <AdminPages pages={adminPages} />}
        <section className="panel p-4">
          <h2 className="mb-3">Appearance</h2>
          <ThemeChoice initial={theme} />
          <p className="mt-2 text-[12px] text-ink-3">
            Kept in this browser. System follows what your device says.
          </p>
        </section>
        <section className="panel p-4">
          <h2 className="mb-3">Units and words</h2>
          <DisplayChoice initial={{ language, ...units }} kinds={KINDS} />
          <p className="mt-2 text-[12px] text-ink-3">
            The language is that of quantities, states and dates. Kept in this browser: what is stored doesn’t
            change. Files saved as CSV have the same units.
          </p>
        </section>
        <section className="panel">
          <h2 className="px-4 pt-[13px]">This Hearth</h2>
          <Facts
            facts={[
              { label: 'Home', value: name },
              { label: 'Time zone', value: timeZone, note: 'all times on these pages' },
              { label: 'Version', value: version },
            ]}
          />
        </section>
        <section className="panel">
          <h2 className="px-4 pt-[13px] pb-2">Doors for programs</h2>
          <ul>
            <Door href="/readyz" says="whether every part is ready, and why not" />
            <Door href="/metrics" says="counters and latencies for Prometheus" />
            <Door href="/api/v1/sensors" says="every sensor with its newest values" />
          </ul>
        </section>
      </div>
    </>
  );
}

function AdminPages({ pages }: { pages: readonly PageLink[] }) {
  return (
    <section className="panel desk:hidden" aria-label="Administration">
      <h2 className="px-4 pt-[13px] pb-2">Administration</h2>
      <ul>
        {pages.map(({ href, label }) => (
          <li key={href} className="border-t border-line">
            <Link href={href} className="flex min-h-11 items-center px-4 hover:bg-hover">
              {label}
              <ChevronRight size={16} strokeWidth={1.75} aria-hidden="true" className="ml-auto text-ink-3" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Door({ href, says }: { href: string; says: string }) {
  return (
    <li className="border-t border-line">
      <a
        href={href}
        className="flex min-h-11 flex-wrap items-center gap-x-4 px-4 py-2 hover:bg-hover desk:min-h-9"
      >
        <code className="font-mono">{href}</code>
        <span className="ml-auto text-ink-3">{says}</span>
      </a>
    </li>
  );
}
