'use client';

import { useState } from 'react';
import { Facts } from '@/components/sensor/facts';
import { Button } from '@/components/ui/button';
import { useOutcome } from '@/components/ui/use-outcome';
import type { ConnectionFacts, SearchStatus } from '@/contracts/search';
import { ConnectionForm } from './connection-form';
import type { ElkActions } from './elk-actions';

/** Where readings go. */
export function ConnectionPanel({
  status: { connection, found },
  actions,
  onChanged,
}: {
  status: SearchStatus;
  actions: ElkActions;
  onChanged: () => void;
}) {
  const [isEdited, setIsEdited] = useState(false);
  const isForm = connection === null || isEdited;
  return (
    <section className="panel" aria-label="Connection">
      <h2 className="px-4 pt-[13px]">{connection === null ? 'Connect a search server' : 'Connection'}</h2>
      {connection === null && (
        <p className="px-4 pt-1 text-ink-2">
          Every reading can go on to Elasticsearch 8 or 9, or OpenSearch 2 or 3: to search, for Kibana and for
          whatever else reads there. Hearth itself doesn’t need it.
        </p>
      )}
      {isForm ? (
        <ConnectionForm
          connection={connection}
          test={actions.test}
          save={actions.save}
          onSaved={() => {
            setIsEdited(false);
            onChanged();
          }}
          {...(connection !== null && { onKeep: () => setIsEdited(false) })}
        />
      ) : (
        <>
          <Facts facts={factsOf(connection, found)} />
          <Changes
            connection={connection}
            leave={actions.leave}
            onEdit={() => setIsEdited(true)}
            onChanged={onChanged}
          />
        </>
      )}
    </section>
  );
}

const AUTH = { none: 'nobody in particular', password: 'user and password', apiKey: 'an API key' } as const;

function factsOf(connection: ConnectionFacts, found: SearchStatus['found']) {
  const { url, auth, user, ca, kibanaUrl } = connection;
  return [
    { label: 'Address', value: <span className="break-all">{url}</span> },
    {
      label: 'Answers',
      value: found === null ? 'nobody now' : `${found.product} ${found.version}`,
      ...(found !== null && { note: found.clusterName }),
    },
    { label: 'Hearth is there', value: auth === 'password' ? user : AUTH[auth] },
    { label: 'Certificate', value: ca === '' ? 'the system’s' : 'one of your own' },
    { label: 'Kibana', value: kibanaUrl === null ? '–' : <span className="break-all">{kibanaUrl}</span> },
  ];
}

function Changes({
  connection,
  leave,
  onEdit,
  onChanged,
}: {
  connection: ConnectionFacts;
  leave: ElkActions['leave'];
  onEdit: () => void;
  onChanged: () => void;
}) {
  const [isLeaving, setIsLeaving] = useState(false);
  const { run, isRunning, problem } = useOutcome();
  if (connection.from === 'settings')
    return (
      <p className="border-t border-line px-4 py-3 text-[12.5px] text-ink-2">
        Named by ELASTICSEARCH_URL, which goes before this page: change it there and start Hearth anew.
      </p>
    );
  return (
    <div className="border-t border-line px-4 py-3">
      {isLeaving ? (
        <div className="grid gap-2.5">
          <p>
            Readings go nowhere from then on. What is stored stays on that server; connected again, it goes on
            where it stopped, as far as Kafka still has the readings.
          </p>
          <div className="flex flex-wrap gap-2.5">
            <Button look="danger" disabled={isRunning} onClick={() => run(leave, onChanged)}>
              Disconnect
            </Button>
            <Button onClick={() => setIsLeaving(false)}>Stay connected</Button>
          </div>
        </div>
      ) : (
        <div className="flex flex-wrap gap-2.5">
          <Button onClick={onEdit}>Change…</Button>
          <Button look="quiet" onClick={() => setIsLeaving(true)}>
            Disconnect…
          </Button>
        </div>
      )}
      {problem !== undefined && (
        <p role="alert" className="mt-2 text-crit-text">
          {problem}
        </p>
      )}
    </div>
  );
}
