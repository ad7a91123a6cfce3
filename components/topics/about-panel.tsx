import { SelectField, TextField } from '@/components/ui/field';
import { ON_DRIFT, type OnDrift } from '@/contracts/topic-wish';
import type { WishDraft } from './wish-draft';

const ON_DRIFT_WORDS: Readonly<Record<OnDrift, string>> = {
  tell: 'tell it, and wait for somebody',
  put_back: 'put it back, where nothing is lost',
  take_over: 'take it over as the wish',
};

/** What it is for, who answers for it, how large it is made, and what happens when it is changed elsewhere. */
export function AboutPanel({
  draft,
  change,
  problems,
  isNew,
  isOwn,
}: {
  draft: WishDraft;
  change: (part: Partial<WishDraft>) => void;
  problems: Readonly<Record<string, string | undefined>>;
  isNew: boolean;
  isOwn: boolean;
}) {
  return (
    <section className="panel grid gap-3 p-4 desk:grid-cols-2" aria-label="About">
      <TextField
        label="What it is for"
        value={draft.comment}
        maxLength={400}
        onChange={({ target }) => change({ comment: target.value })}
      />
      <TextField
        label="Who answers for it"
        value={draft.owner}
        maxLength={120}
        onChange={({ target }) => change({ owner: target.value })}
      />
      <TextField
        label="Partitions"
        inputMode="numeric"
        value={draft.partitions}
        problem={problems.partitions}
        hint={isNew ? 'Can grow later, never shrink.' : undefined}
        onChange={({ target }) => change({ partitions: target.value })}
      />
      <TextField
        label="Copies of each"
        inputMode="numeric"
        value={draft.replication}
        problem={problems.replication}
        disabled={!isNew}
        hint={isNew ? undefined : 'Moved by kafka-reassign-partitions, then taken over here.'}
        onChange={({ target }) => change({ replication: target.value })}
      />
      <PolicyFields draft={draft} change={change} isOwn={isOwn} />
    </section>
  );
}

function PolicyFields({
  draft,
  change,
  isOwn,
}: {
  draft: WishDraft;
  change: (part: Partial<WishDraft>) => void;
  isOwn: boolean;
}) {
  return (
    <>
      <SelectField
        label="When somebody changes it elsewhere"
        value={draft.onDrift}
        options={ON_DRIFT.map((value) => ({ value, label: ON_DRIFT_WORDS[value] }))}
        onChange={({ target }) =>
          change({ onDrift: ON_DRIFT.find((value) => value === target.value) ?? 'tell' })
        }
      />
      <label className="flex min-h-11 items-center gap-2.5 self-end desk:min-h-[34px]">
        <input
          type="checkbox"
          checked={draft.isProtected}
          disabled={isOwn}
          onChange={({ target }) => change({ isProtected: target.checked })}
          className="size-4 accent-ink"
        />
        <span>
          Protected: it can’t be deleted
          {isOwn && <span className="text-ink-3">. Hearth can’t do without it.</span>}
        </span>
      </label>
    </>
  );
}
