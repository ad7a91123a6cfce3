'use client';

import { Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import type { TopicAnswer } from '@/contracts/topic-answer';
import type { DeletionFacts } from '@/contracts/topic-page';
import { lossFacts } from './change-words';
import { topicPath } from './topic-head';
import { useAsked } from './use-asked';
import { useTopicAction } from './use-topic-action';

/** Deleting says what goes and wants the name typed; leaving a topic alone changes nothing in Kafka. */
export function DeletePanel({
  topic,
  isProtected,
  remove,
  leave,
}: {
  topic: string;
  isProtected: boolean;
  remove: (topic: string, typed: string) => Promise<TopicAnswer>;
  leave: (topic: string) => Promise<TopicAnswer>;
}) {
  const { facts, failure, ask, clear } = useAsked<DeletionFacts>();
  const { run, isRunning, problem } = useTopicAction();
  return (
    <section className="panel p-4" aria-label="Leave or delete">
      <h2 className="mb-1">Leave or delete</h2>
      <p className="mb-3 text-ink-2">
        Stop managing it, and the topic stays as it is. Deleting it takes all it holds
        {isProtected ? ', and is not possible while it is protected' : ''}.
      </p>
      {facts === undefined ? (
        <div className="flex flex-wrap gap-2.5">
          <Button disabled={isRunning} onClick={() => run(() => leave(topic))}>
            Stop managing it
          </Button>
          <Button
            look="danger"
            disabled={isProtected}
            onClick={() => void ask(`/api/v1${topicPath(topic, '/deletion')}`)}
          >
            <Trash2 size={16} strokeWidth={1.75} aria-hidden="true" />
            Delete…
          </Button>
        </div>
      ) : (
        <DeleteForm
          topic={topic}
          facts={facts}
          isRunning={isRunning}
          onDelete={(typed) => run(() => remove(topic, typed))}
          onKeep={clear}
        />
      )}
      {(problem ?? failure) !== undefined && (
        <p role="alert" className="mt-2 text-crit-text">
          {problem ?? failure}
        </p>
      )}
    </section>
  );
}

function DeleteForm({
  topic,
  facts,
  isRunning,
  onDelete,
  onKeep,
}: {
  topic: string;
  facts: DeletionFacts;
  isRunning: boolean;
  onDelete: (typed: string) => void;
  onKeep: () => void;
}) {
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDelete(typed);
  };
  return (
    <form onSubmit={submit} className="grid gap-3 desk:max-w-[420px]">
      <p>{facts.problem ?? lossWords(facts, format)}</p>
      {facts.problem === null && (
        <TextField
          label={`Type “${topic}” to delete it`}
          value={typed}
          spellCheck={false}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
      <div className="flex flex-wrap gap-2.5">
        {facts.problem === null && (
          <Button type="submit" look="danger" disabled={isRunning || typed.trim() !== topic}>
            {facts.isAtOnce ? 'Delete it now' : 'Delete it in 24 h'}
          </Button>
        )}
        <Button onClick={onKeep}>Keep it</Button>
      </div>
    </form>
  );
}

function lossWords({ loss, isAtOnce }: DeletionFacts, format: Format): string {
  if (isAtOnce) return 'It is empty and no group reads it: it goes at once.';
  if (loss.messages === 0)
    return 'It is empty, but groups have read it. It goes in 24 h; until then that can be cancelled.';
  return `With it go ${lossFacts(loss, format)} It goes in 24 h; until then that can be cancelled.`;
}
