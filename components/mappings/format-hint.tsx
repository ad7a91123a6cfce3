import { Button } from '@/components/ui/button';
import { formatName } from './formats';
import type { LikelyFormat } from './likely-format';

/** Where nothing of a message can be pressed: how it seems to be written, and a press that says so. */
export function FormatHint({ likely, onTake }: { likely: LikelyFormat; onTake: () => void }) {
  return (
    <div className="grid justify-items-start gap-2 px-2 pt-2.5 text-[12.5px] text-ink-2">
      <p>No value can be pressed here, as the message is read now.</p>
      <Button onClick={onTake}>Read it as: {formatName(likely.format)}</Button>
    </div>
  );
}
