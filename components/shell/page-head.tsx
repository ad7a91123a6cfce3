import { ChevronLeft } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Mark } from '@/components/ui/mark';
import { LinkMark } from './link-foot';

/** Where one is: crumb and title on a desktop, a bar with the way back on a phone. */
export function PageHead({
  title,
  crumb,
  back,
  children,
}: {
  title: string;
  crumb?: ReactNode;
  back?: { readonly href: string; readonly label: string };
  children?: ReactNode;
}) {
  return (
    <header className="sticky top-0 z-9 -mx-4 mb-1 flex min-h-[52px] items-center gap-2.5 bg-page/96 px-4 desk:static desk:mx-0 desk:mb-4 desk:min-h-9 desk:bg-transparent desk:px-0">
      {back === undefined ? (
        <span className="desk:hidden">
          <Mark />
        </span>
      ) : (
        <Link
          href={back.href}
          aria-label={back.label}
          className="-ml-3 grid size-11 place-items-center desk:hidden"
        >
          <ChevronLeft size={20} strokeWidth={1.75} aria-hidden="true" />
        </Link>
      )}
      <div className="min-w-0">
        {crumb !== undefined && (
          <p className="hidden items-center gap-1.5 text-[12px] text-ink-3 desk:flex">{crumb}</p>
        )}
        <h1 className="truncate text-[16px] desk:text-[20px]">{title}</h1>
      </div>
      {children}
      <span className="ml-auto desk:hidden">
        <LinkMark />
      </span>
    </header>
  );
}
