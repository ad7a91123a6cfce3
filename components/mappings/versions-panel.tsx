'use client';

import { useFormat } from '@/components/format/format-provider';
import { Button } from '@/components/ui/button';
import { mappingChanges } from '@/contracts/mapping-changes';
import type { MappingVersionSummary } from '@/contracts/mapping-preview';

/** Who said what and when, what each version changed, and the way back to it. */
export function VersionsPanel({
  versions,
  isBusy,
  onRestore,
}: {
  /** Newest first. */
  versions: readonly MappingVersionSummary[];
  isBusy: boolean;
  onRestore: (version: number) => void;
}) {
  return (
    <section id="versions" className="panel scroll-mt-16" aria-label="Versions">
      <h2 className="px-4 pt-[13px] pb-2.5">Versions</h2>
      <ul>
        {versions.map((version, place) => (
          <VersionRow
            key={version.version}
            version={version}
            before={versions[place + 1]}
            isNewest={place === 0}
            isBusy={isBusy}
            onRestore={onRestore}
          />
        ))}
      </ul>
    </section>
  );
}

function VersionRow({
  version: { version, validFrom, who, why, definition, problem },
  before,
  isNewest,
  isBusy,
  onRestore,
}: {
  version: MappingVersionSummary;
  before: MappingVersionSummary | undefined;
  isNewest: boolean;
  isBusy: boolean;
  onRestore: (version: number) => void;
}) {
  const format = useFormat();
  return (
    <li className="grid gap-1.5 border-t border-line px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <b>v{version}</b>
        <span className="text-ink-2">
          {definition === null ? 'removed from' : 'holds from'} {format.time(validFrom, 'date')},{' '}
          {format.time(validFrom, 'second')}
          {who !== null && ` · ${who}`}
          {why !== null && ` · ${why}`}
        </span>
        {!isNewest && definition !== null && (
          <Button
            className="ml-auto"
            aria-label={`Restore version ${version}`}
            aria-disabled={isBusy}
            onClick={isBusy ? undefined : () => onRestore(version)}
          >
            Restore
          </Button>
        )}
      </div>
      {problem !== null && <p className="text-[12.5px] text-crit-text">Can’t be read today: {problem}</p>}
      <Changes before={before} definition={definition} />
      {definition !== null && (
        <details>
          <summary className="cursor-pointer text-[12.5px] text-ink-3 max-desk:py-3.5">All of it</summary>
          <pre className="mt-2 overflow-x-auto rounded-lg border border-line bg-sunken px-3.5 py-2.5 font-mono text-[12px] text-ink-2">
            {JSON.stringify(definition, undefined, 2)}
          </pre>
        </details>
      )}
    </li>
  );
}

function Changes({ before, definition }: { before: MappingVersionSummary | undefined; definition: unknown }) {
  const { label } = useFormat();
  if (before === undefined) return <p className="text-[12.5px] text-ink-2">the first</p>;
  return <ChangeList changes={mappingChanges(before.definition, definition, label)} />;
}

/** What one version says otherwise than another, a line each. */
export function ChangeList({ changes }: { changes: readonly string[] }) {
  return (
    <ul className="grid gap-0.5 text-[12.5px] text-ink-2">
      {changes.map((change) => (
        <li key={change} className="break-words">
          {change}
        </li>
      ))}
    </ul>
  );
}
