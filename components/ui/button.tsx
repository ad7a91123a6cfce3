import Link from 'next/link';
import type { ComponentProps, ReactNode } from 'react';

const LOOKS = {
  primary: 'bg-invert text-on-invert border-invert',
  plain: 'bg-surface text-ink border-line-2 hover:bg-hover shadow-control',
  danger: 'bg-surface text-crit-text border-crit-text hover:bg-crit-wash',
  quiet: 'border-transparent text-ink-2 hover:bg-hover',
} as const;

const SHAPE =
  'inline-flex items-center justify-center gap-[7px] rounded-lg border font-[550] whitespace-nowrap transition-colors duration-[120ms] disabled:opacity-45 disabled:cursor-default aria-disabled:opacity-45 aria-disabled:cursor-default';
const SIZE = 'h-11 px-3 text-[14px] desk:h-8 desk:text-[13px]';
const SQUARE = 'size-11 desk:size-8 shrink-0';

type Look = { look?: keyof typeof LOOKS };

/** A link that looks like a button: it leads somewhere. */
export function ButtonLink({ look = 'plain', className = '', ...rest }: ComponentProps<typeof Link> & Look) {
  // Fetched when it is pressed: what a page needs first is not to wait for what it may never need.
  return <Link prefetch={false} className={`${SHAPE} ${SIZE} ${LOOKS[look]} ${className}`} {...rest} />;
}

export function Button({ look = 'plain', className = '', ...rest }: ComponentProps<'button'> & Look) {
  return <button type="button" className={`${SHAPE} ${SIZE} ${LOOKS[look]} ${className}`} {...rest} />;
}

/** A button that is an icon; its label is spoken and shown on hover. */
export function IconButton({
  label,
  look = 'plain',
  className = '',
  children,
  ...rest
}: Omit<ComponentProps<'button'>, 'aria-label' | 'title'> & Look & { label: string; children: ReactNode }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`${SHAPE} ${SQUARE} ${LOOKS[look]} ${className}`}
      {...rest}
    >
      {children}
    </button>
  );
}
