import { Button } from '@/components/ui/button';
import type { Judged } from './judged';

/** Why a range can't be set just now, and the way on where it could not be told what that would do. */
export function NotYet({
  id,
  whyNot,
  judged,
  onAgain,
}: {
  /** By which a button points here. */
  id: string;
  whyNot: string | undefined;
  judged: Judged;
  onAgain: () => void;
}) {
  const isFailed = judged.state === 'failed';
  return (
    <div className={`flex flex-wrap items-center gap-x-3 gap-y-1 ${whyNot === undefined ? 'hidden' : ''}`}>
      <p id={id} role="status" className={`text-[12px] ${isFailed ? 'text-crit-text' : 'text-ink-2'}`}>
        {whyNot}
      </p>
      {isFailed && <Button onClick={onAgain}>Try again</Button>}
    </div>
  );
}
