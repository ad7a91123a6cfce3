import { Check } from 'lucide-react';

const STEPS = ['What is it', 'Connect', 'First reading', 'Name it'] as const;

/** Where one is among the four steps. */
export function StepsBar({ at }: { at: 1 | 2 | 3 | 4 }) {
  return (
    <>
      <span className="ml-auto text-[12px] whitespace-nowrap text-ink-2 desk:hidden">{at} of 4</span>
      <ol aria-label="Steps" className="mx-auto hidden items-center gap-2 desk:flex">
        {STEPS.map((step, index) => {
          const number = index + 1;
          const isDone = number < at;
          return (
            <li
              key={step}
              aria-current={number === at ? 'step' : undefined}
              className="flex items-center gap-2 text-[13px]"
            >
              {index > 0 && <span aria-hidden="true" className="h-px w-7 bg-line-2" />}
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
              <span className={number === at ? 'font-[550]' : 'text-ink-2'}>
                {step}
                {isDone && <span className="sr-only">, done</span>}
              </span>
            </li>
          );
        })}
      </ol>
    </>
  );
}
