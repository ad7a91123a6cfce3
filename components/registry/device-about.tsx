'use client';

import { familyWords } from '@/components/sensors/family-words';
import { Button } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { settingsOfFamily } from '@/contracts/asked-settings';
import type { DeviceName } from '@/contracts/device';
import type { DeviceSettings } from '@/contracts/device-settings';
import type { FormAction } from './form-state';
import { FormProblem } from './sensor-fields';
import { useFormAction } from './use-form-action';

interface Choice {
  readonly label: string;
  readonly hint: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

const CHOICES: Readonly<Record<Exclude<keyof DeviceSettings, 'timezone'>, Choice>> = {
  temperatureUnit: {
    label: 'Temperature is sent in',
    hint: 'As it is set on the device.',
    options: [
      { value: '', label: 'What it says itself, else °C' },
      { value: 'C', label: '°C' },
      { value: 'F', label: '°F' },
    ],
  },
  z2mOutput: {
    label: 'Values are read from',
    hint: 'Where both come, the same value would count twice.',
    options: [
      { value: '', label: 'What Zigbee2MQTT says of itself' },
      { value: 'json', label: 'One message with all of them' },
      { value: 'attribute', label: 'A topic for each' },
    ],
  },
  rtl433Source: {
    label: 'Values are read from',
    hint: 'Where both come, the same value would count twice.',
    options: [
      { value: '', label: 'Events where they come, else devices' },
      { value: 'events', label: 'Events' },
      { value: 'devices', label: 'Devices, a topic for each value' },
    ],
  },
  nameHeuristics: {
    label: 'What it doesn’t describe',
    hint: 'garage_temperature is a temperature by its name.',
    options: [
      { value: '', label: 'Is read by its name' },
      { value: 'false', label: 'Is not read' },
    ],
  },
};

/** What only its owner knows of the device that feeds a sensor; nothing where its family asks for nothing. */
export function DeviceAbout({
  device,
  settings,
  zones,
  save,
}: {
  device: DeviceName;
  settings: DeviceSettings;
  zones: readonly string[];
  save: FormAction;
}) {
  const { refusal, isSending, onSubmit } = useFormAction(save);
  const asked = settingsOfFamily(device.family);
  if (asked.length === 0) return null;
  return (
    <section className="panel p-4" aria-label="About this device">
      <h2 className="mb-1">About this device</h2>
      <p className="mb-3 text-ink-2">
        What {familyWords(device.family)} doesn’t tell. It holds for what comes from now on.
      </p>
      <form key={JSON.stringify(settings)} onSubmit={onSubmit} className="grid gap-3">
        <div className="grid gap-3 desk:grid-cols-2">
          {asked.map((name) =>
            name === 'timezone' ? (
              <TextField
                key={name}
                label="Time zone of its clock"
                name={name}
                defaultValue={settings.timezone ?? ''}
                options={zones}
                hint="Such as Europe/Berlin; empty for the home’s."
                problem={refusal?.field === name ? refusal.problem : undefined}
              />
            ) : (
              <SelectField
                key={name}
                name={name}
                defaultValue={String(settings[name] ?? '')}
                {...CHOICES[name]}
              />
            ),
          )}
        </div>
        <FormProblem refusal={refusal} />
        <div className="flex gap-2.5">
          <Button type="submit" disabled={isSending}>
            {isSending ? 'Saving…' : 'Save'}
          </Button>
        </div>
      </form>
    </section>
  );
}
