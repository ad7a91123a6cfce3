import { Button } from '@/components/ui/button';

/** The panel's shape while its answer is on the way. */
export function Waiting() {
  return (
    <div aria-busy="true" data-testid="provenance-waiting" className="grid gap-3">
      <span className="sr-only">Looking it up</span>
      <div className="skeleton h-4 w-40" />
      <div className="skeleton h-12 w-full" />
      <div className="skeleton h-4 w-64" />
      {['a', 'b', 'c', 'd'].map((row) => (
        <div key={row} className="skeleton h-9 w-full" />
      ))}
    </div>
  );
}

/** It could not be looked up, and why. */
export function Failed({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="grid justify-items-start gap-3 rounded-lg bg-warn-wash px-3.5 py-3 text-warn-text"
    >
      <p>{reason}</p>
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}
