import { PageHead } from './page-head';

const ROWS = 10;

/** A page whose rows are still on their way: as large as a screen of them. */
export function PageSkeleton({ title }: { title: string }) {
  return (
    <>
      <PageHead title={title} />
      <p role="status" className="sr-only">
        {title}: being read
      </p>
      <div aria-hidden="true" data-testid="skeleton">
        <Bar className="mb-3 h-11 desk:mb-4 desk:h-[34px] desk:w-72" />
        <div className="panel">
          {Array.from({ length: ROWS }, (_, row) => (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: rows without content have no other name
              key={row}
              className="flex h-[52px] items-center gap-4 border-t border-line px-4 first:border-t-0"
            >
              <Bar className="h-3.5 w-40" />
              <Bar className="h-3.5 w-20 max-desk:ml-auto" />
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

/** It has been waited for already: it is shown at once. */
function Bar({ className }: { className: string }) {
  return <div className={`skeleton [animation-delay:0ms] ${className}`} />;
}
