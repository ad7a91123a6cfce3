import { ChevronDown } from 'lucide-react';
import { QrCode } from './qr-code';

interface Device {
  readonly name: string;
  readonly steps: readonly string[];
}

const DEVICES: readonly Device[] = [
  {
    name: 'iPhone and iPad',
    steps: [
      'Scan the code above, or open the link in Safari. It warns this once: Show details → visit this website.',
      'Allow the profile to be downloaded.',
      'Settings → Profile downloaded (else General → VPN & device management) → Hearth → Install.',
      'Settings → General → About → Certificate trust settings: switch “Hearth” on.',
    ],
  },
  {
    name: 'Android',
    steps: [
      'Scan the code above, or open the link in Chrome. It warns this once: Advanced → Proceed. The file is saved.',
      'Settings → Security and privacy → More security settings → Encryption and credentials → Install a certificate → CA certificate → Install anyway, and choose the file. In the settings, searching for “CA certificate” leads there, too. It asks for a screen lock.',
      'Firefox on Android besides: Settings → About Firefox → tap the logo five times → back → Secret settings → Use third party CA certificates.',
    ],
  },
  {
    name: 'Mac',
    steps: [
      'Download the file and open it: it goes into the keychain “login”.',
      'In Keychain Access double-click “Hearth” → Trust → When using this certificate: Always trust. Close the window: it asks for your password.',
    ],
  },
  {
    name: 'Windows',
    steps: [
      'Download the file and open it → Install certificate → Current user.',
      'Place all certificates in the following store → Trusted root certification authorities → Finish, and say Yes to the warning.',
    ],
  },
  {
    name: 'Linux',
    steps: [
      'Chrome: Settings → Privacy and security → Security → Manage certificates → Installed by you (older: Authorities) → Import, for websites.',
      'Programs such as curl, on Debian and Ubuntu: sudo cp hearth-ca.crt /usr/local/share/ca-certificates/ && sudo update-ca-certificates',
    ],
  },
  {
    name: 'Firefox on a computer',
    steps: [
      'On Mac and Windows it trusts what the system trusts: start it anew.',
      'On Linux: Settings → Privacy and security → View certificates → Authorities → Import, and trust it to identify websites.',
    ],
  },
];

/** What a device has to be told once, step by step. `address`: where it gets the certificate, with its code. */
export function TrustSteps({
  fingerprint,
  address,
  code,
}: {
  fingerprint: string;
  address: string;
  code: readonly (readonly boolean[])[];
}) {
  return (
    <section className="panel p-4" aria-label="Trust this home’s certificates">
      <h2 className="mb-1">1. Let the device trust this home</h2>
      <p className="text-ink-2">
        The certificates are made by this home itself, so no device knows them yet. Without this step browsers
        warn, and the page can’t be installed as an app or send notices.
      </p>
      <div className="my-3 flex flex-wrap items-center gap-5">
        <QrCode rows={code} label={`QR code of ${address}`} />
        <div className="min-w-0 flex-1 basis-[240px]">
          <a href="/ca.crt" download className="inline-flex min-h-11 items-center underline desk:min-h-8">
            The home’s certificate (hearth-ca.crt)
          </a>
          <p className="mt-1 text-[12px] text-ink-2">
            Its SHA-256 fingerprint, to compare with what the device shows:{' '}
            <code className="font-mono break-all">{fingerprint}</code>
          </p>
        </div>
      </div>
      {DEVICES.map((device) => (
        <Steps key={device.name} device={device} />
      ))}
      <p className="border-t border-line pt-3 text-[12px] text-ink-2">
        Then close the browser and open Hearth anew: it warns no more. Does it still? Then the address isn’t
        one of those below, or the last step is missing. Trust it only if it is your home: whoever has its key
        can vouch for any address towards this device. Where you installed it you can take it away again.
      </p>
    </section>
  );
}

function Steps({ device: { name, steps } }: { device: Device }) {
  return (
    <details className="group border-t border-line">
      <summary className="flex min-h-11 cursor-pointer items-center font-semibold">
        {name}
        <ChevronDown
          size={16}
          strokeWidth={1.75}
          aria-hidden="true"
          className="ml-auto text-ink-3 group-open:rotate-180"
        />
      </summary>
      <ol className="mb-3 ml-5 list-decimal text-ink-2">
        {steps.map((step) => (
          <li key={step} className="break-words">
            {step}
          </li>
        ))}
      </ol>
    </details>
  );
}
