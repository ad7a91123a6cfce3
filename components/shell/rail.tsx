'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Mark } from '@/components/ui/mark';
import { DemoBadge } from './demo-badge';
import { LinkFoot } from './link-foot';
import { isWithin, PAGES } from './pages';

/** The navigation of a desktop. Its foot always says how the link is. */
export function Rail({ homeName, isDemo }: { homeName: string; isDemo: boolean }) {
  const path = usePathname();
  return (
    <nav
      aria-label="Main"
      className="sticky top-0 hidden h-dvh flex-col border-r border-line px-3 pt-[18px] pb-3.5 desk:flex"
    >
      <Link
        href="/"
        className="flex items-center gap-[9px] px-2 pb-5 text-[17px] font-[650] tracking-[-0.02em]"
      >
        <Mark />
        Hearth
      </Link>
      {PAGES.map(({ href, label, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={isWithin(path, href) ? 'page' : undefined}
          className="flex h-[34px] items-center gap-2.5 rounded-lg px-2.5 font-medium text-ink-2 hover:bg-hover aria-[current]:bg-press aria-[current]:font-semibold aria-[current]:text-ink"
        >
          <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
          {label}
        </Link>
      ))}
      <div className="mt-auto grid gap-2.5 border-t border-line px-2 pt-3">
        {isDemo && <DemoBadge className="flex" />}
        <LinkFoot />
        <p className="truncate text-[12px] text-ink-3">{homeName}</p>
      </div>
    </nav>
  );
}
