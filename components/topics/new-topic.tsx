'use client';

import { useState } from 'react';
import { ButtonLink } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import type { TopicAnswer } from '@/contracts/topic-answer';
import type { TopicGround } from '@/contracts/topic-page';
import { nameProblem } from '@/contracts/topic-rules';
import type { TopicWish } from '@/contracts/topic-wish';
import { AboutPanel } from './about-panel';
import { SettingsTable } from './settings-table';
import { EditorPlan, settingState, typeSetting } from './topic-editor';
import { topicPath } from './topic-head';
import { useWishEditor, type WishActions } from './use-wish-editor';

const NOTHING_THERE = { observed: null, appliedWish: null } as const;

/** Makes a topic: what is wished, what it comes to, and then Kafka has it. */
export function NewTopic({ ground, actions }: { ground: TopicGround; actions: WishActions }) {
  const { settings, defaults } = ground;
  const [name, setName] = useState('');
  const [initial] = useState<TopicWish>({
    ...defaults,
    configs: {},
    comment: '',
    owner: '',
    isProtected: true,
    onDrift: 'tell',
  });
  const problem = nameProblem(name);
  // A plan is asked for once there is a name that Kafka could take.
  const topic = problem === undefined ? name : '';
  const editor = useWishEditor({ topic, saved: initial, revision: 0, settings, plan: undefined, actions });
  const isMade = editor.answer?.kind === 'saved' || editor.answer?.kind === 'ran';
  return (
    <div className="grid items-start gap-3 desk:grid-cols-[minmax(0,1fr)_404px] desk:gap-4">
      <div className="grid min-w-0 gap-3 desk:gap-4">
        <NameField
          name={name}
          problem={problem ?? editor.problems.name}
          isFixed={isMade}
          onChange={(next) => {
            setName(next);
            editor.change({});
          }}
        />
        <AboutPanel
          draft={editor.draft}
          change={editor.change}
          problems={editor.problems}
          isNew
          isOwn={false}
        />
        <SettingsTable
          settings={settings}
          stateOf={(setting) => settingState(setting, editor, NOTHING_THERE, {})}
          onType={(setting, text) => typeSetting(editor, setting, text)}
          isReadOnly={false}
        />
      </div>
      {isMade ? (
        <Made name={name} answer={editor.answer} />
      ) : topic === '' ? (
        <section className="panel p-4">
          <h2>Plan</h2>
          <p className="mt-1 text-ink-2">Give it a name: then it stands here what Kafka would be told.</p>
        </section>
      ) : (
        <EditorPlan editor={editor} page={ground} />
      )}
    </div>
  );
}

function NameField({
  name,
  problem,
  isFixed,
  onChange,
}: {
  name: string;
  problem: string | undefined;
  isFixed: boolean;
  onChange: (name: string) => void;
}) {
  const [isTouched, setIsTouched] = useState(false);
  return (
    <section className="panel p-4" aria-label="Name">
      <TextField
        label="Name"
        value={name}
        disabled={isFixed}
        spellCheck={false}
        autoCapitalize="off"
        onChange={({ target }) => onChange(target.value)}
        onBlur={() => setIsTouched(true)}
        problem={name !== '' || isTouched ? problem : undefined}
        hint="Letters, digits, dots, _ and -. It can’t be renamed later."
      />
    </section>
  );
}

/** The topic is there, or its wish is; its own page goes on. */
function Made({ name, answer }: { name: string; answer: TopicAnswer | undefined }) {
  const applied = answer?.kind === 'ran' ? answer.applied : undefined;
  return (
    <section className="panel p-4" role="status">
      <h2>{applied?.state === 'done' ? 'Kafka has it' : 'The wish is saved'}</h2>
      <p className="mt-1 mb-3 text-ink-2">
        {applied === undefined ? 'Nothing is applied yet.' : (applied.problem ?? `${name} is as planned.`)}
      </p>
      <ButtonLink href={topicPath(name)} look="primary">
        Open {name}
      </ButtonLink>
    </section>
  );
}
