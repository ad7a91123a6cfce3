import type { ReactNode } from 'react';

/** A number that one can ask about; it looks as it did until somebody points at it. */
export function AskedValue({ onAsk, children }: { onAsk: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      title="Where does this number come from?"
      onClick={onAsk}
      className="-my-3 inline-block rounded-[5px] py-3 font-[inherit] decoration-ink-3 decoration-dotted underline-offset-4 hover:underline desk:-my-0.5 desk:py-0.5"
    >
      {children}
    </button>
  );
}
