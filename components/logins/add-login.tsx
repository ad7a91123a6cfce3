'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField, TextAreaField, TextField } from '@/components/ui/field';
import { useOutcome } from '@/components/ui/use-outcome';
import type { BrokerAddresses, Credentials } from '@/contracts/device-login';
import { CredentialsShown } from './credentials-shown';
import type { LoginActions } from './login-actions';

const KINDS = [
  { value: 'sensor', label: 'Sensor: one device' },
  { value: 'gateway', label: 'Gateway: many devices, long messages' },
  { value: 'program', label: 'Program: reads, such as Home Assistant' },
];

/** Makes a login for a device, and shows it once. */
export function AddLogin({
  add,
  addresses,
  onClose,
}: {
  add: LoginActions['addLogin'];
  addresses: BrokerAddresses;
  onClose: () => void;
}) {
  const [wish, setWish] = useState({ name: '', kind: 'sensor', prefixes: '', reads: '' });
  const [made, setMade] = useState<Credentials>();
  const { run, isRunning, refused } = useOutcome();
  const problemOf = (field: string) => (refused?.field === field ? refused.problem : undefined);
  const change = (field: keyof typeof wish) => (event: { target: { value: string } }) =>
    setWish({ ...wish, [field]: event.target.value });
  return (
    <section className="panel grid gap-3 p-4" aria-label="Add a login">
      <h2>Add a login</h2>
      <div className="grid gap-3 desk:grid-cols-2">
        <TextField
          label="Which device"
          value={wish.name}
          onChange={change('name')}
          maxLength={80}
          autoFocus
          problem={problemOf('name')}
        />
        <SelectField label="It is a" value={wish.kind} onChange={change('kind')} options={KINDS} />
        <TextAreaField
          label="It publishes below"
          value={wish.prefixes}
          onChange={change('prefixes')}
          rows={2}
          placeholder={'tele/plug\nstat/plug'}
          hint="One topic a line. What it publishes elsewhere is refused."
          problem={problemOf('prefixes')}
        />
        <TextAreaField
          label="It may read"
          value={wish.reads}
          onChange={change('reads')}
          rows={2}
          placeholder="cmnd/plug/#"
          hint="One filter a line, besides what lies below its own topics."
        />
      </div>
      {refused !== undefined && refused.field === undefined && (
        <p role="alert" className="text-crit-text">
          {refused.problem}
        </p>
      )}
      {made !== undefined && (
        <CredentialsShown
          credentials={made}
          topic={wish.prefixes.split(/[\n,]/)[0]?.trim() || undefined}
          addresses={addresses}
        />
      )}
      <div className="flex gap-2.5">
        {made === undefined && (
          <Button look="primary" disabled={isRunning} onClick={() => run(() => add(wish), setMade)}>
            Make the login
          </Button>
        )}
        <Button onClick={onClose}>{made === undefined ? 'Cancel' : 'Done'}</Button>
      </div>
    </section>
  );
}
