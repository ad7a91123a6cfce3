/** What glows is live this second. */
export function LiveDot({ small = false }: { small?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`glow shrink-0 rounded-full bg-ember ${small ? 'size-1.5' : 'size-[7px]'}`}
    />
  );
}
