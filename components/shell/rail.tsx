'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Mark } from '@/components/ui/mark';
import { useMedia } from '@/components/ui/use-media';
import type { Visitor } from '@/contracts/people';
import { DemoBadge } from './demo-badge';
import { LinkFoot } from './link-foot';
import { adminPagesFor, isWithin, PAGES, type PageLink } from './pages';
import { WaitingMark } from './waiting-mark';
import { WhoIsHere } from './who-is-here';

/** The navigation of a desktop. Its foot always says how the link is. */
export function Rail({ homeName, isDemo, visitor }: { homeName: string; isDemo: boolean; visitor: Visitor }) {
  const path = usePathname();
  const adminPages = adminPagesFor(visitor.role);
  const isShown = useMedia(SHOWN);
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
      {PAGES.map((page) => (
        <RailLink key={page.href} page={page} isHere={isWithin(path, page.href)} isMarked={isShown} />
      ))}
      {adminPages.length > 0 && (
        <h2 className="px-2.5 pt-4 pb-1 text-[12px] font-medium text-ink-3">Administration</h2>
      )}
      {adminPages.map((page) => (
        <RailLink key={page.href} page={page} isHere={isWithin(path, page.href)} isMarked={isShown} />
      ))}
      <div className="mt-auto grid gap-2.5 border-t border-line px-2 pt-3">
        {isDemo && <DemoBadge className="flex" />}
        <LinkFoot />
        <WhoIsHere visitor={visitor} homeName={homeName} />
      </div>
    </nav>
  );
}

/** As its `desk:flex` says: where it isn't, nobody asks what it would mark. */
const SHOWN = '(min-width: 1024px)';

function RailLink({
  page: { href, label, icon: Icon, waits },
  isHere,
  isMarked,
}: {
  page: PageLink;
  isHere: boolean;
  isMarked: boolean;
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? 'page' : undefined}
      className="flex h-[34px] items-center gap-2.5 rounded-lg px-2.5 font-medium text-ink-2 hover:bg-hover aria-[current]:bg-press aria-[current]:font-semibold aria-[current]:text-ink"
    >
      <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
      {label}
      {waits !== undefined && isMarked && <WaitingMark address={waits} />}
    </Link>
  );
}
