'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useFormat } from '@/components/format/format-provider';
import { continuePath } from '@/components/swaps/continue-path';
import { Button, ButtonLink } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import type { HeardDevice } from '@/contracts/device';
import type { EditedSensor } from '@/contracts/registry';
import { deviceOptions, deviceValue } from './device-options';
import type { FormAction } from './form-state';
import { FormProblem, SensorFields } from './sensor-fields';
import { useFormAction } from './use-form-action';

/** Name, place and kind of a sensor. */
export function EditSensor({
  sensor,
  rooms,
  save,
}: {
  sensor: EditedSensor;
  rooms: readonly string[];
  save: FormAction;
}) {
  const { refusal, isSending, onSubmit } = useFormAction(save);
  const { name, room, icon, profile } = sensor;
  return (
    <section className="panel p-4" aria-label="What it is">
      <h2 className="mb-3">What it is</h2>
      <form onSubmit={onSubmit} className="grid gap-3">
        <input
          type="hidden"
          name="before"
          value={JSON.stringify({ name, room: room ?? '', icon, profile })}
        />
        <SensorFields initial={sensor} rooms={rooms} refusal={refusal} />
        <FormProblem refusal={refusal} />
        <div className="flex gap-2.5">
          <Button type="submit" look="primary" disabled={isSending}>
            {isSending ? 'Saving…' : 'Save'}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** Which device or mapping gives it its values. */
export function SensorFeed({
  sensor,
  heard,
  now,
  change,
}: {
  sensor: EditedSensor;
  heard: readonly HeardDevice[];
  now: number;
  change: FormAction;
}) {
  const { refusal, isSending, onSubmit } = useFormAction(change);
  const router = useRouter();
  const { device, topics } = sensor;
  const own = device === null ? '' : deviceValue(device);
  const options = deviceOptions(device, heard, now);
  return (
    <section className="panel p-4" aria-label="What feeds it">
      <h2 className="mb-1">What feeds it</h2>
      <p className="mb-3 text-ink-2">{feedInWords(device !== null, topics.length)}</p>
      {topics.length > 0 && (
        <ul className="mb-3 grid gap-1 font-mono text-[12px] text-ink-2">
          {topics.map((topic) => (
            <li key={topic} className="break-all">
              {topic}
            </li>
          ))}
        </ul>
      )}
      <p className="mb-3">
        <ButtonLink href={`/mappings/new?sensor=${encodeURIComponent(sensor.id)}`}>Add a mapping</ButtonLink>
      </p>
      <form
        key={own}
        onSubmit={(event) => {
          const chosen = new FormData(event.currentTarget).get('device');
          if (chosen === '' || chosen === own || typeof chosen !== 'string') return onSubmit(event);
          event.preventDefault();
          router.push(continuePath(JSON.parse(chosen), { sensor: sensor.id }));
        }}
        className="grid gap-3 desk:grid-cols-[minmax(0,1fr)_auto]"
      >
        <SelectField
          label="Device"
          name="device"
          defaultValue={own}
          options={options}
          hint="Another device goes on where this one ends: the sensor keeps its past, and its counters go on. First you see how."
        />
        <div className="desk:pt-[19px]">
          <Button type="submit" disabled={isSending}>
            {isSending ? 'Changing…' : 'Change device'}
          </Button>
        </div>
        <FormProblem refusal={refusal} />
      </form>
    </section>
  );
}

function feedInWords(hasDevice: boolean, topics: number): string {
  const mappings = topics === 1 ? 'One mapping gives' : `${topics} mappings give`;
  if (hasDevice)
    return topics === 0
      ? 'A device gives it its values.'
      : `A device, and ${mappings.toLowerCase()} it its values.`;
  if (topics > 0) return `${mappings} it its values:`;
  return 'Nothing yet: no reading can come. Bind a device, or teach a mapping.';
}

/** Off every list, and back again. */
export function ArchiveSensor({ sensor, archive }: { sensor: EditedSensor; archive: FormAction }) {
  const format = useFormat();
  const { refusal, isSending, onSubmit } = useFormAction(archive);
  const { archivedAt } = sensor;
  return (
    <section className="panel p-4" aria-label="Archive">
      <h2 className="mb-1">Archive</h2>
      <p className="mb-3 text-ink-2">
        {archivedAt === null
          ? 'It leaves every list and sum. Its readings stay, and go on being kept.'
          : `Archived since ${format.time(archivedAt, 'date')}. Its readings stay, and go on being kept.`}
      </p>
      <form onSubmit={onSubmit} className="grid justify-items-start gap-3">
        <Button type="submit" disabled={isSending}>
          {archivedAt === null ? 'Archive' : 'Bring back'}
        </Button>
        <FormProblem refusal={refusal} />
      </form>
    </section>
  );
}

/** The way back to the sensor. */
export function BackToSensor({ id, name }: { id: string; name: string }) {
  return (
    <Link href={`/sensors/${encodeURIComponent(id)}`} className="truncate" dir="auto">
      {name}
    </Link>
  );
}
