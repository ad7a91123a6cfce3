import type { ReactNode } from 'react';
import { Mark } from '@/components/ui/mark';

/** A page for those who are still outside: the hearth at one side, what is asked at the other. */
export function DoorFrame({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-rows-[auto_1fr] desk:grid-cols-2 desk:grid-rows-1">
      <div className="relative overflow-hidden bg-[#191a1c] px-5 py-6 text-[#eeedea] desk:px-12 desk:py-11">
        <p className="flex items-center gap-2.5 text-[19px] font-[650] tracking-[-0.02em]">
          <Mark />
          Hearth
        </p>
        <p className="mt-2 text-[14px] text-[#b1b5b9] desk:mt-8 desk:max-w-[470px] desk:text-[36px] desk:leading-[40px] desk:font-[450] desk:tracking-[-0.02em] desk:text-[#eeedea]">
          MQTT at the edge, Kafka at the heart, live in a browser.
        </p>
        <Arches />
      </div>
      <div className="grid content-start justify-items-center bg-surface px-5 py-12 desk:content-center">
        <div className="w-full max-w-[400px]">{children}</div>
      </div>
    </div>
  );
}

function Arches() {
  return (
    <svg
      viewBox="0 0 530 360"
      aria-hidden="true"
      className="absolute bottom-0 left-1/2 hidden w-[min(530px,80%)] -translate-x-1/2 desk:block"
    >
      <g fill="none" strokeWidth="30">
        <path d="M15 375V265a250 250 0 0 1 500 0v110" stroke="#27292b" />
        <path d="M105 375V270a160 160 0 0 1 320 0v105" stroke="#333333" />
      </g>
      <g className="fill-ember">
        <circle cx="265" cy="310" r="44" opacity=".16" />
        <circle cx="265" cy="310" r="26" opacity=".4" />
        <circle cx="265" cy="310" r="11" />
      </g>
    </svg>
  );
}

/** Title and sentence above a form of the door. */
export function DoorHead({ step, title, children }: { step?: string; title: string; children?: ReactNode }) {
  return (
    <header className="mb-5">
      {step !== undefined && <p className="mb-1 text-[12px] text-ink-2">{step}</p>}
      <h1 className="text-[25px] leading-8">{title}</h1>
      {children !== undefined && <p className="mt-1.5 text-ink-2">{children}</p>}
    </header>
  );
}
