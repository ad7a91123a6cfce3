'use client';

import { Button } from '@/components/ui/button';
import { configText, readConfigText } from '@/contracts/config-value';
import type { TopicPage } from '@/contracts/topic-page';
import type { TopicRevision } from '@/contracts/topic-wish';
import { AboutPanel } from './about-panel';
import { ApplyOutcome } from './apply-outcome';
import { PlanPanel } from './plan-panel';
import { RetentionPanel } from './retention-panel';
import { FOR_EVER_MS } from './retention-stops';
import { type SettingState, SettingsTable } from './settings-table';
import { useWishEditor, type WishActions } from './use-wish-editor';

type Editor = ReturnType<typeof useWishEditor>;

/** The wish for a topic: edited at the left, what it comes to at the right. */
export function TopicEditor({
  page,
  wish,
  actions,
}: {
  page: TopicPage;
  wish: TopicRevision;
  actions: WishActions;
}) {
  const { revision, who: _who, why: _why, at: _at, ...saved } = wish;
  const { line, settings } = page;
  const editor = useWishEditor({
    topic: line.name,
    saved,
    revision,
    settings,
    plan: page.plan ?? undefined,
    actions,
  });
  const plannedMs = plannedRetention(editor, page);
  return (
    <div className="grid items-start gap-3 desk:grid-cols-[minmax(0,1fr)_404px] desk:gap-4">
      <div className="grid min-w-0 gap-3 desk:gap-4">
        {plannedMs !== undefined && (
          <RetentionPanel
            page={page}
            plannedMs={plannedMs}
            plan={editor.isFresh ? editor.plan : undefined}
            onChange={(ms) =>
              typeSetting(editor, 'retention.ms', configText('retention.ms', 'long', String(ms)))
            }
          />
        )}
        <SettingsTable
          settings={settings}
          stateOf={(name) => settingState(name, editor, page, saved.configs)}
          onType={(name, text) => typeSetting(editor, name, text)}
          isReadOnly={false}
        />
        <AboutPanel
          draft={editor.draft}
          change={editor.change}
          problems={editor.problems}
          isNew={false}
          isOwn={line.isOwn}
        />
      </div>
      <div className="grid gap-3">
        <EditorPlan editor={editor} page={page} />
        {editor.isDirty && (
          <Button look="quiet" onClick={editor.discard} disabled={editor.isRunning}>
            Discard what I typed
          </Button>
        )}
      </div>
    </div>
  );
}

export function EditorPlan({ editor, page }: { editor: Editor; page: Pick<TopicPage, 'settings'> }) {
  return (
    <PlanPanel
      plan={editor.plan}
      isFresh={editor.isFresh}
      failure={editor.failure}
      settings={page.settings}
      outcome={<ApplyOutcome answer={editor.answer} />}
      actions={{
        onApply: editor.apply,
        onSave: editor.isDirty ? editor.save : undefined,
        isRunning: editor.isRunning,
      }}
    />
  );
}

export function typeSetting(editor: Editor, name: string, text: string | undefined): void {
  const { [name]: _, ...others } = editor.draft.typed;
  editor.change({ typed: text === undefined ? others : { ...others, [name]: text } });
}

/** What the slider stands on; undefined where nothing is deleted by age, or what was typed is no length of time. */
function plannedRetention({ draft }: Editor, { settings }: TopicPage): number | undefined {
  const fallback = (name: string) => settings.find((fact) => fact.name === name)?.fallback ?? '';
  if (!(draft.typed['cleanup.policy'] ?? fallback('cleanup.policy')).includes('delete')) return undefined;
  const typed = draft.typed['retention.ms'];
  try {
    const ms = Number(
      typed === undefined ? fallback('retention.ms') : readConfigText('retention.ms', 'long', typed),
    );
    return ms < 0 ? FOR_EVER_MS : ms;
  } catch {
    return undefined;
  }
}

export function settingState(
  name: string,
  { draft, wish, problems, warnings }: Pick<Editor, 'draft' | 'wish' | 'problems' | 'warnings'>,
  { observed, appliedWish }: Pick<TopicPage, 'observed' | 'appliedWish'>,
  saved: Readonly<Record<string, string>>,
): SettingState {
  const stands = observed?.configs[name];
  return {
    typed: draft.typed[name],
    isEdited: wish !== undefined && wish.configs[name] !== saved[name],
    isDrift: appliedWish !== null && stands !== appliedWish.configs[name] && stands !== saved[name],
    problem: problems[name],
    warning: warnings[name],
  };
}
