'use client';

import { Radio } from 'lucide-react';
import Link from 'next/link';
import { roughText } from '@/components/format/duration';
import type { Format } from '@/components/format/format';
import { useFormat } from '@/components/format/format-provider';
import { familyWords } from '@/components/sensors/family-words';
import { continuePath } from '@/components/swaps/continue-path';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import type { HeardDevice, HeardDevices } from '@/contracts/device';
import type { FormAction } from './form-state';
import { FormProblem } from './sensor-fields';
import { useFormAction } from './use-form-action';

const VALUES_SHOWN = 4;

/** Devices that were heard and feed no sensor: each becomes one with a name and a press. */
export function HeardList({
  heard,
  rooms,
  now,
  add,
}: {
  heard: HeardDevices;
  rooms: readonly string[];
  now: number;
  add: FormAction;
}) {
  const { devices, total } = heard;
  return (
    <section className="panel" aria-label="Heard, and not a sensor yet">
      <div className="flex items-baseline gap-2 px-4 pt-[13px] pb-2.5">
        <h2>Heard, and not a sensor yet</h2>
        <span className="text-[12px] text-ink-3">{total === 0 ? 'none' : total}</span>
        {total > 0 && (
          <Link
            href="/inbox"
            className="ml-auto inline-block py-2 text-[12.5px] text-ink-2 underline desk:py-0"
          >
            With what they sent before: Inbox
          </Link>
        )}
      </div>
      {total === 0 && (
        <p className="px-4 pb-4 text-ink-2">
          No device that Hearth knows by itself has spoken besides those that are sensors already. Tasmota,
          Zigbee2MQTT, Shelly, ESPHome and other devices appear here as soon as they publish to this broker.
        </p>
      )}
      <ul>
        {devices.map((device) => (
          <HeardRow
            key={`${device.family} ${device.key}`}
            device={device}
            rooms={rooms}
            now={now}
            add={add}
          />
        ))}
      </ul>
      {total > devices.length && (
        <p className="border-t border-line px-4 py-3 text-[12px] text-ink-2">
          {total - devices.length} more, heard longer ago.
        </p>
      )}
    </section>
  );
}

function HeardRow({
  device,
  rooms,
  now,
  add,
}: {
  device: HeardDevice;
  rooms: readonly string[];
  now: number;
  add: FormAction;
}) {
  const format = useFormat();
  const { refusal, isSending, onSubmit } = useFormAction(add);
  const { family, key, model, lastHeard, measures } = device;
  const problem = (field: string) => (refusal?.field === field ? refusal.problem : undefined);
  return (
    <li className="border-t border-line px-4 py-3">
      <form
        onSubmit={onSubmit}
        className="grid gap-x-4 gap-y-2.5 desk:grid-cols-[minmax(0,1fr)_200px_180px_auto]"
      >
        <input type="hidden" name="device" value={JSON.stringify({ family, key })} />
        <div className="min-w-0">
          <p className="flex min-w-0 items-center gap-2 font-[550]">
            <Radio size={16} strokeWidth={1.75} aria-hidden="true" className="shrink-0 text-ink-3" />
            <span className="truncate font-mono text-[12.5px]" dir="auto">
              {key}
            </span>
          </p>
          <p className="mt-0.5 text-[12px] text-ink-3">
            {[familyWords(family), model, `${roughText(Math.max(1_000, now - lastHeard))} ago`]
              .filter(Boolean)
              .join(' · ')}
          </p>
          <p className="mt-0.5 text-[12.5px] text-ink-2">{valuesOf(measures, format)}</p>
        </div>
        <TextField
          label="Name"
          name="name"
          defaultValue={nameFor(device)}
          required
          problem={problem('name')}
        />
        <TextField label="Room" name="room" options={rooms} problem={problem('room')} />
        <div className="self-start desk:pt-[19px]">
          <Button type="submit" look="primary" disabled={isSending} className="max-desk:w-full">
            {isSending ? 'Adding…' : 'Add'}
          </Button>
        </div>
        <div className="flex flex-wrap items-center gap-x-3 desk:col-span-4">
          <Link
            href={continuePath(device)}
            prefetch={false}
            className="inline-flex underline underline-offset-2 min-h-11 items-center text-[12.5px] desk:min-h-0"
          >
            It continues a sensor: its device was swapped
          </Link>
          <FormProblem refusal={refusal} />
        </div>
      </form>
    </li>
  );
}

/** As it calls itself, else what of its topic is its own. */
function nameFor({ name, key }: HeardDevice): string {
  return (name ?? key.split('/').at(-1) ?? key).slice(0, 80);
}

function valuesOf(measures: HeardDevice['measures'], format: Format): string {
  if (measures.length === 0) return 'It has sent no value yet.';
  const shown = measures
    .slice(0, VALUES_SHOWN)
    .map(
      ({ quantity, value, channel, unit }) =>
        `${channel === null ? '' : `${channel} `}${format.withUnit(value, quantity, unit)}`,
    );
  const rest = measures.length - shown.length;
  return rest > 0 ? `${shown.join(' · ')} and ${rest} more` : shown.join(' · ');
}
