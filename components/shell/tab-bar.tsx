'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { PersonRole } from '@/contracts/people';
import { adminPagesFor, isWithin, PAGES } from './pages';

/** The navigation of a phone. */
export function TabBar({ role }: { role: PersonRole }) {
  const path = usePathname();
  const isBelowMore =
    adminPagesFor(role).some(({ href }) => isWithin(path, href)) || isWithin(path, '/account');
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-10 grid auto-cols-fr grid-flow-col border-t border-line bg-surface px-1 pt-1.5 pb-[max(12px,env(safe-area-inset-bottom))] desk:hidden"
    >
      {PAGES.map(({ href, label, icon: Icon }) => (
        <Link
          key={href}
          href={href}
          aria-current={isWithin(path, href) || (isBelowMore && href === '/more') ? 'page' : undefined}
          className="grid h-[50px] place-content-center justify-items-center gap-[3px] text-[11px] font-medium text-ink-3 aria-[current]:font-semibold aria-[current]:text-ink"
        >
          <Icon size={21} strokeWidth={1.75} aria-hidden="true" />
          {label}
        </Link>
      ))}
    </nav>
  );
}
