import type { Metadata } from 'next';
import { awake, linkOf } from '@/app/_data/entering';
import { home } from '@/app/_data/home';
import { codeOf, reachAtSetup } from '@/app/_data/reach';
import { setUp } from '@/app/sign-in/actions';
import { DoorFrame } from '@/components/door/door-frame';
import { GoneLink } from '@/components/door/gone-link';
import { SetupForm } from '@/components/door/setup-form';
import { SetupPhone } from '@/components/door/setup-phone';
import { UNIT_PRESETS } from '@/contracts/display';

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await linkOf(token);
  if (link?.kind !== 'setup')
    return (
      <DoorFrame>
        <GoneLink />
      </DoorFrame>
    );
  const at = await reachAtSetup(token);
  return (
    <DoorFrame>
      <SetupForm setUp={setUp.bind(null, token)} awake={awake()} choices={await choices()}>
        {at !== undefined && <SetupPhone at={at} code={codeOf(at.url)} />}
      </SetupForm>
    </DoorFrame>
  );
}

async function choices() {
  const { timeZone } = await home();
  const zones = [...new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort();
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  return {
    languages: [
      { value: 'en', label: 'English' },
      { value: 'de', label: 'Deutsch' },
    ],
    units: Object.entries(UNIT_PRESETS).map(([value, { label }]) => ({ value, label })),
    timeZone,
    timeZones: zones.map((value) => ({ value, label: value.replaceAll('_', ' ') })),
    currencies: Intl.supportedValuesOf('currency')
      .map((value) => ({ value, label: `${names.of(value)} (${value})` }))
      .sort((one, other) => one.label.localeCompare(other.label, 'en')),
  };
}
