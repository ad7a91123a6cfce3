'use client';

import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import type { TopicAnswer } from '@/contracts/topic-answer';
import type { RecordsFacts } from '@/contracts/topic-page';
import { lossFacts } from './change-words';
import { topicPath } from './topic-head';
import { useAsked } from './use-asked';
import { useTopicAction } from './use-topic-action';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CUTS = [
  { value: 'all', label: 'all messages' },
  { value: String(HOUR_MS), label: 'older than an hour' },
  { value: String(DAY_MS), label: 'older than a day' },
  { value: String(7 * DAY_MS), label: 'older than 7 days' },
  { value: String(30 * DAY_MS), label: 'older than 30 days' },
  { value: String(365 * DAY_MS), label: 'older than a year' },
];

/** Deletes messages and keeps the topic: says what goes, and wants it typed. */
export function EmptyPanel({
  topic,
  empty,
}: {
  topic: string;
  empty: (topic: string, before: RecordsFacts['before'], typed: string) => Promise<TopicAnswer>;
}) {
  const [cut, setCut] = useState('all');
  const { facts, failure, ask, clear } = useAsked<RecordsFacts>();
  const { run, isRunning, problem } = useTopicAction();
  const show = () => {
    const moment = cut === 'all' ? undefined : Date.now() - Number(cut);
    const query = moment === undefined ? '' : `?before=${moment}`;
    void ask(`/api/v1${topicPath(topic, '/records')}${query}`);
  };
  const told = problem ?? failure;
  return (
    <section className="panel p-4" aria-label="Delete messages">
      <h2 className="mb-1">Delete messages</h2>
      <p className="mb-3 text-ink-2">The topic stays, and new messages go on where the last ones were.</p>
      {facts === undefined ? (
        <div className="flex flex-wrap items-end gap-2.5">
          <SelectField
            label="Which"
            value={cut}
            options={CUTS}
            onChange={({ target }) => setCut(target.value)}
          />
          <Button look="danger" onClick={show}>
            <Trash2 size={16} strokeWidth={1.75} aria-hidden="true" />
            Show what goes…
          </Button>
        </div>
      ) : (
        <EmptyForm
          facts={facts}
          isRunning={isRunning}
          onEmpty={(typed) => run(() => empty(topic, facts.before, typed), clear)}
          onKeep={clear}
        />
      )}
      {told !== undefined && (
        <p role="alert" className="mt-2 text-crit-text">
          {told}
        </p>
      )}
    </section>
  );
}

function EmptyForm({
  facts: { loss, problem, confirm },
  isRunning,
  onEmpty,
  onKeep,
}: {
  facts: RecordsFacts;
  isRunning: boolean;
  onEmpty: (typed: string) => void;
  onKeep: () => void;
}) {
  const format = useFormat();
  const [typed, setTyped] = useState('');
  return (
    <form
      className="grid gap-3 desk:max-w-[420px]"
      onSubmit={(event) => {
        event.preventDefault();
        onEmpty(typed);
      }}
    >
      <p>{problem ?? `For ever go ${lossFacts(loss, format)}`}</p>
      {problem === null && (
        <TextField
          label={`Type “${confirm}” to confirm`}
          value={typed}
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
      <div className="flex flex-wrap gap-2.5">
        {problem === null && (
          <Button type="submit" look="danger" disabled={isRunning || typed.trim() !== confirm}>
            Delete them
          </Button>
        )}
        <Button onClick={onKeep}>Keep them</Button>
      </div>
    </form>
  );
}
