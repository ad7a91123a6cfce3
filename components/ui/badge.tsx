import type { ReactNode } from 'react';

const KINDS = {
  ember: 'embers bg-ember-wash text-ember-text',
  ok: 'bg-ok-wash text-ok-text',
  warn: 'bg-warn-wash text-warn-text',
  crit: 'bg-crit-wash text-crit-text',
  stale: 'bg-stale-wash text-stale-text',
} as const;

/** A state in words, with its icon: never colour alone. */
export function Badge({
  kind,
  icon,
  children,
}: {
  kind: keyof typeof KINDS;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <span
      className={`inline-flex h-[22px] items-center gap-[5px] rounded-md px-2 text-[12px] font-[550] whitespace-nowrap ${KINDS[kind]}`}
    >
      {icon}
      {children}
    </span>
  );
}
