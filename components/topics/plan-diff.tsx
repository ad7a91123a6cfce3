import type { Change, ChangePlan } from '@/contracts/topic-plan';

/** The plan as lines that go and lines that come, as Kafka writes them. */
export function PlanDiff({ plan: { topic, changes, unchanged } }: { plan: ChangePlan }) {
  return (
    <div className="border-y border-line py-1.5 font-mono text-[12px] leading-6 break-all">
      <Line kind="same">topic {topic}</Line>
      {changes.map((change) => (
        <ChangeLines key={change.what} change={change} />
      ))}
      <Line kind="same">
        {unchanged} {unchanged === 1 ? 'setting' : 'settings'} unchanged
      </Line>
    </div>
  );
}

function ChangeLines({ change: { what, from, to } }: { change: Change }) {
  return (
    <>
      {from !== null && (
        <Line kind="gone">
          {what} = {from}
        </Line>
      )}
      {to !== null && (
        <Line kind="new">
          {what} = {to}
        </Line>
      )}
    </>
  );
}

const KINDS = {
  same: ['', 'text-ink-2', ''],
  gone: ['−', 'bg-crit-wash text-crit-text', 'goes: '],
  new: ['+', 'bg-ok-wash text-ok-text', 'comes: '],
} as const;

function Line({ kind, children }: { kind: keyof typeof KINDS; children: React.ReactNode }) {
  const [sign, look, spoken] = KINDS[kind];
  return (
    <div className={`grid grid-cols-[14px_minmax(0,1fr)] px-4 ${look}`}>
      <span aria-hidden="true">{sign}</span>
      <span>
        <span className="sr-only">{spoken}</span>
        {children}
      </span>
    </div>
  );
}
