/** Stands while a page is made; seen only when that takes long enough to be noticed. */
export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-4 pt-3">
      <div className="skeleton h-7 w-56" />
      <div className="skeleton h-11 w-80 max-w-full" />
      <div className="skeleton h-[352px] w-full" />
    </div>
  );
}
