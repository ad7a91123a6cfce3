const CONTROL_LOOK =
  'h-11 min-w-0 rounded-lg border border-control bg-surface text-[14px] desk:text-[13px] aria-[invalid=true]:border-crit-text';

/** How a field of a form looks; how wide it is its place says. */
export const CONTROL = `${CONTROL_LOOK} px-2.5 desk:h-[34px]`;

/** How a field in a row of fields looks. */
export const SMALL_CONTROL = `${CONTROL_LOOK} px-2 desk:h-8`;
