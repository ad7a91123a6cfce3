import Link from 'next/link';
import { initialsOf } from '@/components/people/initials';
import { ROLE_NAMES, type Visitor } from '@/contracts/people';

/** Who looks at these pages, and the way to their own account. */
export function WhoIsHere({ visitor, homeName }: { visitor: Visitor; homeName: string }) {
  const words = (
    <>
      <span
        aria-hidden="true"
        className="grid size-7 shrink-0 place-items-center rounded-md bg-press text-[11px] font-semibold"
      >
        {initialsOf(visitor.name)}
      </span>
      <span className="min-w-0">
        <b className="block truncate text-[12px] font-semibold" dir="auto">
          {visitor.name}
        </b>
        <span className="block truncate text-[11px] text-ink-3">
          {visitor.personId === undefined ? 'Share link' : ROLE_NAMES[visitor.role]} · {homeName}
        </span>
      </span>
    </>
  );
  if (visitor.personId === undefined) return <p className="flex items-center gap-2.5">{words}</p>;
  return (
    <Link
      href="/account"
      prefetch={false}
      className="-mx-1 flex items-center gap-2.5 rounded-lg px-1 py-1 hover:bg-hover"
    >
      {words}
    </Link>
  );
}
