import { Value } from '@/components/ui/value';
import type { Step, StepId } from './steps';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

const PLACES: Readonly<Record<StepId, Place>> = {
  mqtt: { x: 0, y: 82, width: 138 },
  ingest: { x: 180, y: 82, width: 146 },
  raw: { x: 366, y: 82, width: 172 },
  decode: { x: 580, y: 82, width: 140 },
  readings: { x: 762, y: 82, width: 152 },
  live: { x: 966, y: 0, width: 170 },
  history: { x: 966, y: 114, width: 170 },
  search: { x: 966, y: 228, width: 170 },
  letters: { x: 580, y: 228, width: 160 },
};
const HEARTS: ReadonlySet<StepId> = new Set(['raw', 'readings']);
const WIDTH = 1136;
const HEIGHT = 318;

/** The road as a picture where there is room, else as a list. */
export function FlowStrip({ steps }: { steps: readonly Step[] }) {
  return (
    <section className="panel @container px-4 py-3.5" aria-label="The road of a message">
      <div className="relative mx-auto hidden @min-[1136px]:block" style={{ width: WIDTH, height: HEIGHT }}>
        <Lines />
        {steps.map((step) => (
          <Node key={step.id} step={step} />
        ))}
      </div>
      <ol className="pt-1.5 @min-[1136px]:hidden">
        {steps.map((step) => (
          <Row key={step.id} step={step} />
        ))}
      </ol>
    </section>
  );
}

function Lines() {
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="absolute inset-0 fill-none stroke-line-2"
      aria-hidden="true"
      role="presentation"
    >
      <path d="M138 126H180M538 126H580" strokeWidth="5" />
      <path d="M326 126H366M720 126H762" strokeWidth="5" className="stroke-ember" />
      <path
        d="M914 126C944 126 936 44 966 44M914 126C944 126 940 158 966 158M914 126C952 126 928 272 966 272"
        strokeWidth="3.5"
      />
      <path d="M650 170V228" strokeWidth="2" className="stroke-warn" />
      <path
        d="M452 80V58C452 34 436 28 408 28H298C270 28 253 38 253 74"
        strokeWidth="1.6"
        strokeDasharray="3 4"
        className="stroke-ink-3"
      />
      <path d="M248.5 70l4.5 7 4.5-7" strokeWidth="1.6" className="stroke-ink-3" />
      <text x="352" y="20" textAnchor="middle" className="fill-ink-3 stroke-none text-[11px]">
        stored first, then the sensor gets its ack
      </text>
    </svg>
  );
}

function Node({ step: { id, icon: Icon, name, value, unit, note, isBehind } }: { step: Step }) {
  const { x, y, width } = PLACES[id];
  const border = HEARTS.has(id)
    ? 'border-ember'
    : id === 'letters'
      ? 'border-[color-mix(in_srgb,var(--color-warn)_55%,var(--color-line))]'
      : 'border-line-2';
  return (
    <div
      className={`absolute grid h-[88px] content-between rounded-lg border bg-surface px-3.5 py-2.5 ${border}`}
      style={{ left: x, top: y, width }}
    >
      <h2 className="flex items-center gap-1.5 text-[13px] whitespace-nowrap">
        <Icon size={15} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-ink-2" />
        {name}
      </h2>
      <Value text={value} unit={unit} />
      <span
        className={`truncate text-[11.5px] ${isBehind === true ? 'text-warn-text' : 'text-ink-2'}`}
        title={note}
      >
        {note}
      </span>
    </div>
  );
}

function Row({ step: { id, icon: Icon, name, value, unit, note, isBehind } }: { step: Step }) {
  const tone = HEARTS.has(id)
    ? 'border-ember bg-ember-wash text-ember-text'
    : 'border-line-2 bg-surface text-ink-2';
  return (
    <li className="relative grid grid-cols-[22px_minmax(0,1fr)_auto] gap-x-2.5 pb-3.5 before:absolute before:top-[22px] before:bottom-0 before:left-2.5 before:w-[1.5px] before:bg-line-2 last:pb-1 last:before:hidden">
      <span className={`grid size-[22px] place-items-center rounded-full border-[1.5px] ${tone}`}>
        <Icon size={12} strokeWidth={2} aria-hidden="true" />
      </span>
      <div className="min-w-0">
        <h2>{name}</h2>
        <p className={`text-[12.5px] ${isBehind === true ? 'text-warn-text' : 'text-ink-2'}`}>{note}</p>
      </div>
      <span className="font-mono text-[12px] whitespace-nowrap">
        {value} {unit}
      </span>
    </li>
  );
}
