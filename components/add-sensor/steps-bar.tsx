import { Check } from 'lucide-react';

const STEPS = ['What is it', 'Connect', 'First reading', 'Name it'] as const;

/** Where one is among the four steps. */
export function StepsBar({ at }: { at: 1 | 2 | 3 | 4 }) {
  return (
    <ol aria-label="Steps" className="flex items-center gap-2 max-desk:ml-auto desk:mx-auto">
      {STEPS.map((step, index) => {
        const number = index + 1;
        const isDone = number < at;
        return (
          <li
            key={step}
            aria-current={number === at ? 'step' : undefined}
            className="flex items-center gap-2 text-[13px]"
          >
            {index > 0 && <span aria-hidden="true" className="h-px w-2 bg-line-2 desk:w-7" />}
            <span
              className={`grid size-5 shrink-0 place-items-center rounded-full border text-[11px] font-semibold ${
                number === at
                  ? 'border-invert bg-invert text-on-invert'
                  : isDone
                    ? 'border-ok-text text-ok-text'
                    : 'border-line-2 text-ink-2'
              }`}
            >
              {isDone ? <Check size={12} strokeWidth={2.5} aria-hidden="true" /> : number}
            </span>
            <span className={`max-desk:sr-only ${number === at ? 'font-[550]' : 'text-ink-2'}`}>
              {step}
              {isDone && <span className="sr-only">, done</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
