'use client';

import { GitCompare, Pencil, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { configChoices, configKind, configText } from '@/contracts/config-value';
import { configLabel, MAIN_CONFIGS } from '@/contracts/config-words';
import type { ConfigFact } from '@/contracts/topic-page';

export interface SettingState {
  /** What was typed; undefined: the default. */
  readonly typed: string | undefined;
  readonly isEdited: boolean;
  /** Changed elsewhere since the wish was applied. */
  readonly isDrift: boolean;
  readonly problem: string | undefined;
  readonly warning: string | undefined;
}

/** Every setting that the broker reports: the default, what the cluster has, what is planned. */
export function SettingsTable({
  settings,
  stateOf,
  onType,
  isReadOnly,
}: {
  settings: readonly ConfigFact[];
  stateOf: (name: string) => SettingState;
  /** Undefined: back to the default. */
  onType: (name: string, text: string | undefined) => void;
  isReadOnly: boolean;
}) {
  const [showsAll, setShowsAll] = useState(false);
  const { shown, hidden } = shownFirst(settings, stateOf);
  return (
    <section className="panel" aria-label="Settings">
      <TableTitle />
      <table className="w-full text-left">
        <TableHead isReadOnly={isReadOnly} />
        <tbody>
          {(showsAll ? [...shown, ...hidden] : shown).map((fact) => (
            <SettingRow
              key={fact.name}
              fact={fact}
              state={stateOf(fact.name)}
              onType={isReadOnly ? undefined : (text) => onType(fact.name, text)}
            />
          ))}
        </tbody>
      </table>
      {hidden.length > 0 && (
        <div className="border-t border-line px-4 py-2.5">
          <Button onClick={() => setShowsAll(!showsAll)} aria-expanded={showsAll}>
            {showsAll ? 'Show fewer' : `Show all ${settings.length} settings`}
          </Button>
        </div>
      )}
    </section>
  );
}

function TableTitle() {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 pt-[13px] pb-2.5 text-[12px] text-ink-2">
      <h2 className="mr-auto text-ink">Settings</h2>
      <span className="inline-flex items-center gap-1.5 max-desk:hidden">
        <Dot isOwn /> your own
      </span>
      <span className="inline-flex items-center gap-1.5 max-desk:hidden">
        <Dot isOwn={false} /> cluster default
      </span>
    </div>
  );
}

function TableHead({ isReadOnly }: { isReadOnly: boolean }) {
  return (
    <thead className="text-[12px] text-ink-2 [&_th]:px-2 [&_th]:pb-2 [&_th]:font-medium [&_th:first-child]:pl-4">
      <tr>
        <th scope="col">Setting</th>
        <th scope="col" className="max-desk:hidden">
          Default
        </th>
        <th scope="col">On the cluster</th>
        {!isReadOnly && (
          <>
            <th scope="col">Planned</th>
            <th scope="col" className="max-desk:hidden">
              <span className="sr-only">State</span>
            </th>
          </>
        )}
      </tr>
    </thead>
  );
}

/** What everybody asks for, then what somebody set; all others are behind a button. */
function shownFirst(settings: readonly ConfigFact[], stateOf: (name: string) => SettingState) {
  const main = MAIN_CONFIGS.flatMap((name) => settings.find((fact) => fact.name === name) ?? []);
  const others = settings
    .filter(({ name }) => !MAIN_CONFIGS.some((one) => one === name))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const isOwn = ({ name, isOverride }: ConfigFact) => isOverride || stateOf(name).typed !== undefined;
  return { shown: [...main, ...others.filter(isOwn)], hidden: others.filter((fact) => !isOwn(fact)) };
}

function Dot({ isOwn }: { isOwn: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-block size-[9px] shrink-0 rounded-full ${isOwn ? 'own-colour bg-ink' : 'border-[1.5px] border-line-2'}`}
    />
  );
}

function SettingRow({
  fact,
  state,
  onType,
}: {
  fact: ConfigFact;
  state: SettingState;
  /** Undefined: only to look at. */
  onType: ((text: string | undefined) => void) | undefined;
}) {
  const { name, type, fallback, value, isSensitive, documentation } = fact;
  const text = (raw: string | null) => (raw === null ? '–' : configText(name, type, raw) || '–');
  const below = state.problem ?? state.warning;
  return (
    <tr className="border-t border-line align-top [&>td]:px-2 [&>td]:py-2.5 [&>td:first-child]:pl-4 [&>td:last-child]:pr-4">
      <td>
        <div className="flex gap-2.5">
          <span className="pt-1">
            <Dot isOwn={state.typed !== undefined} />
          </span>
          <div className="min-w-0">
            {configLabel(name)}
            <details className="text-[12px] text-ink-3">
              <summary className="cursor-pointer font-mono break-all marker:content-none">{name}</summary>
              <p className="max-w-[52ch] py-1">{documentation || 'The broker says nothing more about it.'}</p>
            </details>
            {below !== undefined && (
              <p
                role={state.problem === undefined ? undefined : 'alert'}
                id={`${name}-below`}
                className={`text-[12px] ${state.problem === undefined ? 'text-warn-text' : 'text-crit-text'}`}
              >
                {below}
              </p>
            )}
          </div>
        </div>
      </td>
      <td className="[overflow-wrap:anywhere] text-ink-3 max-desk:hidden desk:min-w-[100px]">
        {text(fallback)}
      </td>
      <td
        className={`[overflow-wrap:anywhere] desk:min-w-[104px] ${state.isDrift ? 'font-semibold text-warn-text' : ''}`}
      >
        {isSensitive ? 'hidden' : text(value)}
      </td>
      {onType !== undefined && <PlannedCells fact={fact} state={state} onType={onType} />}
    </tr>
  );
}

function PlannedCells({
  fact,
  state,
  onType,
}: {
  fact: ConfigFact;
  state: SettingState;
  onType: (text: string | undefined) => void;
}) {
  const isFixed = fact.isReadOnly || fact.isSensitive;
  return (
    <>
      <td className="w-[170px] max-desk:w-[124px]">
        {fact.isSensitive ? (
          <span className="text-ink-3">Kafka keeps it to itself</span>
        ) : (
          <PlannedValue fact={fact} state={state} onType={onType} isReadOnly={isFixed} />
        )}
      </td>
      <td className="w-[132px] max-desk:hidden">
        <span className="flex items-center gap-1.5">
          <SettingBadge state={state} />
          {state.typed !== undefined && !isFixed && (
            <IconButton
              look="quiet"
              label={`${fact.name}: back to the default`}
              className="ml-auto"
              onClick={() => onType(undefined)}
            >
              <Undo2 size={16} strokeWidth={1.75} aria-hidden="true" />
            </IconButton>
          )}
        </span>
      </td>
    </>
  );
}

function SettingBadge({ state: { isEdited, isDrift } }: { state: SettingState }) {
  const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true } as const;
  if (isDrift)
    return (
      <Badge kind="warn" icon={<GitCompare {...icon} />}>
        drift
      </Badge>
    );
  if (!isEdited) return null;
  return (
    <Badge kind="stale" icon={<Pencil {...icon} />}>
      edited
    </Badge>
  );
}

const CONTROL =
  'h-11 w-full min-w-0 rounded-lg border border-control bg-surface px-2 text-[14px] desk:h-[34px] desk:text-[13px] aria-[invalid=true]:border-crit-text disabled:border-line disabled:text-ink-2 placeholder:text-ink-3';

function PlannedValue({
  fact: { name, type, fallback },
  state: { typed, problem, warning },
  onType,
  isReadOnly,
}: {
  fact: ConfigFact;
  state: SettingState;
  onType: (text: string | undefined) => void;
  isReadOnly: boolean;
}) {
  const kind = configKind(name, type);
  const standard = fallback === null ? 'default' : configText(name, type, fallback) || 'default';
  const common = {
    'aria-label': `${name}, planned`,
    'aria-invalid': problem !== undefined,
    'aria-describedby': (problem ?? warning) ? `${name}-below` : undefined,
    disabled: isReadOnly,
    className: CONTROL,
  };
  if (kind === 'choice' || kind === 'switch') {
    const choices = kind === 'switch' ? ['true', 'false'] : configChoices(name);
    return (
      <select
        {...common}
        value={typed ?? ''}
        onChange={({ target }) => onType(target.value === '' ? undefined : target.value)}
      >
        <option value="">{standard} (default)</option>
        {[...new Set([...choices, ...(typed === undefined ? [] : [typed])])].map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...common}
      type="text"
      autoComplete="off"
      spellCheck={false}
      value={typed ?? ''}
      placeholder={standard}
      onChange={({ target }) => onType(target.value === '' ? undefined : target.value)}
    />
  );
}
