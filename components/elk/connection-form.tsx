'use client';

import { Check, CircleAlert, Sparkles } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField, TextAreaField, TextField } from '@/components/ui/field';
import { useOutcome } from '@/components/ui/use-outcome';
import type { ConnectionEntry, ConnectionFacts, ConnectionReport, ReportLine } from '@/contracts/search';
import type { ElkActions } from './elk-actions';

const AUTHS = [
  { value: 'none', label: 'without a login' },
  { value: 'password', label: 'user and password' },
  { value: 'apiKey', label: 'API key' },
];

/** Typed, tested, saved. */
export function ConnectionForm({
  connection,
  test,
  save,
  onSaved,
  onKeep,
}: {
  connection: ConnectionFacts | null;
  test: ElkActions['test'];
  save: ElkActions['save'];
  onSaved: () => void;
  onKeep?: () => void;
}) {
  const [entry, setEntry] = useState(() => entryOf(connection));
  const [report, setReport] = useState<ConnectionReport>();
  const { run, isRunning, refused, problem } = useOutcome();
  const set = (change: Partial<ConnectionEntry>) => {
    setEntry((before) => ({ ...before, ...change }));
    setReport(undefined);
  };
  const problemAt = (field: string) => (refused?.field === field ? refused.problem : undefined);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    run(() => save(entry), onSaved);
  };
  return (
    <form onSubmit={onSubmit} className="grid gap-3 px-4 pt-3 pb-4">
      <Fields entry={entry} set={set} problemAt={problemAt} hasSecret={connection?.hasSecret ?? false} />
      <div className="flex flex-wrap gap-2.5">
        <Button disabled={isRunning || entry.url === ''} onClick={() => run(() => test(entry), setReport)}>
          {isRunning ? 'Looking…' : 'Test'}
        </Button>
        <Button type="submit" look="primary" disabled={isRunning || entry.url === ''}>
          Save and connect
        </Button>
        {onKeep !== undefined && (
          <Button look="quiet" onClick={onKeep}>
            Leave it as it is
          </Button>
        )}
      </div>
      {problem !== undefined && refused?.field === undefined && (
        <p role="alert" className="text-crit-text">
          {problem}
        </p>
      )}
      {report !== undefined && <Report report={report} />}
    </form>
  );
}

function entryOf(connection: ConnectionFacts | null): ConnectionEntry {
  return {
    url: connection?.url ?? '',
    auth: connection?.auth ?? 'none',
    user: connection?.user ?? '',
    secret: connection?.hasSecret === true ? null : '',
    ca: connection?.ca ?? '',
    kibanaUrl: connection?.kibanaUrl ?? '',
  };
}

function Fields({
  entry,
  set,
  problemAt,
  hasSecret,
}: {
  entry: ConnectionEntry;
  set: (change: Partial<ConnectionEntry>) => void;
  problemAt: (field: string) => string | undefined;
  hasSecret: boolean;
}) {
  const secretLabel = entry.auth === 'apiKey' ? 'API key' : 'Password';
  return (
    <>
      <TextField
        label="Address"
        value={entry.url}
        placeholder="https://elasticsearch:9200"
        spellCheck={false}
        inputMode="url"
        problem={problemAt('url')}
        onChange={({ target }) => set({ url: target.value })}
      />
      <div className="grid gap-3 desk:grid-cols-3">
        <SelectField
          label="Log in"
          value={entry.auth}
          options={AUTHS}
          onChange={({ target }) => set({ auth: target.value as ConnectionEntry['auth'] })}
        />
        {entry.auth === 'password' && (
          <TextField
            label="User"
            value={entry.user}
            spellCheck={false}
            problem={problemAt('user')}
            onChange={({ target }) => set({ user: target.value })}
          />
        )}
        {entry.auth !== 'none' && (
          <TextField
            label={secretLabel}
            type="password"
            autoComplete="new-password"
            value={entry.secret ?? ''}
            problem={problemAt('secret')}
            hint={hasSecret ? 'Empty: the one that is kept' : 'Kept encrypted'}
            onChange={({ target }) => set({ secret: target.value === '' && hasSecret ? null : target.value })}
          />
        )}
      </div>
      <TextAreaField
        label="Certificate of the issuer (CA), PEM"
        value={entry.ca}
        rows={2}
        placeholder="Only for a certificate that this machine doesn’t trust by itself"
        problem={problemAt('ca')}
        onChange={({ target }) => set({ ca: target.value })}
      />
      <TextField
        label="Kibana’s address"
        value={entry.kibanaUrl}
        placeholder="https://kibana:5601, if there is one"
        spellCheck={false}
        inputMode="url"
        problem={problemAt('kibanaUrl')}
        onChange={({ target }) => set({ kibanaUrl: target.value })}
      />
    </>
  );
}

const VERDICTS = {
  fine: { Icon: Check, tone: 'text-ok-text', word: 'Fine' },
  will: { Icon: Sparkles, tone: 'text-ink-2', word: 'To do' },
  missing: { Icon: CircleAlert, tone: 'text-crit-text', word: 'Missing' },
} as const;

function Report({ report: { lines, isUsable } }: { report: ConnectionReport }) {
  return (
    <div role="status" className="rounded-lg border border-line p-3">
      <b>{isUsable ? 'Readings can go there' : 'Readings can’t go there yet'}</b>
      <ul className="mt-1.5 grid gap-1.5">
        {lines.map((line) => (
          <Line key={line.says} line={line} />
        ))}
      </ul>
    </div>
  );
}

function Line({ line: { verdict, says } }: { line: ReportLine }) {
  const { Icon, tone, word } = VERDICTS[verdict];
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)] gap-2">
      <Icon size={16} strokeWidth={1.75} aria-label={word} className={`mt-0.5 ${tone}`} />
      <span className="wrap-anywhere">{says}</span>
    </li>
  );
}
